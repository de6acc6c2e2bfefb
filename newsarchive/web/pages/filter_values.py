"""The page with all values of one filter of a search: /search/outlet, /timeline/author and so on."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from datasette.utils import MultiParams
from datasette.utils.asgi import NotFound, Request, Response

from newsarchive.archive.search.facets import FIELDS, FacetName, Facets
from newsarchive.archive.search.selection import EVERYTHING, Selection
from newsarchive.archive.several.archives import OpenArchives
from newsarchive.archive.several.joint_counts import ARCHIVE, count_archives, count_facets, titles_of_outlets
from newsarchive.archive.several.parts import open_parts
from newsarchive.web.databases import ShownArchives
from newsarchive.web.formatting import format_count, format_number
from newsarchive.web.layout import site_of
from newsarchive.web.pages.analysis.filters import understood
from newsarchive.web.requests.search_request import (
    FILTERS,
    SearchForm,
    read_search_form,
    unknown_archives,
    unknown_outlets,
)
from newsarchive.web.requests.study_form import StudyForm
from newsarchive.web.requests.timeline_request import read_timeline_form
from newsarchive.web.requests.words_request import read_concordance_form, read_words_form
from newsarchive.web.responses import html_response, redirect
from newsarchive.web.searching.filter_fields import VALUES_LISTED, FilterLabels, FilterValue, filter_values, newest_note
from newsarchive.web.searching.outlet_sets import unknown_sets, with_own_sets
from newsarchive.web.searching.search_view import page_title

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database

MAX_FIND_LENGTH = 100
_OWN_PARAMETERS = ("find", "apply")


@dataclass(frozen=True, slots=True)
class ListedValues:
    """The values of a filter that are shown, and how many have the letters that were typed."""

    values: list[FilterValue]
    found: int


@dataclass(frozen=True, slots=True)
class _NarrowedPage:
    """The page whose filter is chosen: its address, the search in it, and the articles that are counted."""

    form: SearchForm | StudyForm
    search: SearchForm
    counted: Selection
    title: str
    problems: list[str]


_STUDIES: Mapping[str, Callable[[Any], StudyForm]] = {
    "timeline": read_timeline_form,
    "concordance": read_concordance_form,
    "words": read_words_form,
}


async def filter_values_of_one(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /words/FILTER and so on: of a page that studies one archive."""
    return await filter_values_page(datasette, ShownArchives((archive,)), request)


async def filter_values_page(datasette: Datasette, archives: ShownArchives, request: Request) -> Response:
    """The page at /search/FILTER and so on. Its button leads back, with the values that are checked."""
    name = request.url_vars["table"]
    if request.url_vars.get("format"):
        raise NotFound("The values of a filter are only a page.")
    names = [*FIELDS, *([ARCHIVE] if archives.are_several else [])]
    if name not in names:
        raise NotFound(f"Filters are {', '.join(names)}, not {name[:40]}.")
    site = site_of(datasette, archives)
    titles = await archives.read(titles_of_outlets)
    page = _read_page(datasette, request, titles, archives.names)
    page.problems.extend(await unknown_sets(archives, page.search))
    path = getattr(site, request.url_vars["database"])
    if request.args.get("apply") and not page.problems:
        return redirect(page.form.address(path))
    find = str(request.args.get("find") or "").strip()[:MAX_FIND_LENGTH]
    facets = Facets({name: ()})
    if not page.problems:
        facets = await archives.read(lambda opened: _count(opened, page.counted, name))
    listed = list_values(name, facets, page.search, FilterLabels(titles), find)
    context = {
        "here": "search",
        "label": FILTERS[name].label,
        "name": name,
        "title": f"{FILTERS[name].label}: {page.title}",
        "search_title": page.title,
        "problems": page.problems,
        "find": find,
        "action": f"{path}/{name}",
        "back": page.form.address(path),
        "hidden_fields": [pair for pair in page.form.arguments() if pair[0] != name],
        "values": listed.values,
        "count_line": _count_line(listed, find),
        "note": newest_note(facets),
    }
    status = 400 if page.problems else 200
    return await html_response(datasette, archives, request, "filter_values.html", context, status=status)


def _read_page(
    datasette: Datasette, request: Request, titles: Mapping[str, str], archives: Sequence[str]
) -> _NarrowedPage:
    """The page that a request for the values of a filter comes from, without what it has for itself.

    Raises:
        BadRequest: a page of statistics does not understand its address.
    """
    name = request.url_vars["database"]
    arguments = MultiParams({key: request.args.getlist(key) for key in request.args if key not in _OWN_PARAMETERS})
    if name in _STUDIES:
        study = understood(datasette, _STUDIES[name], arguments)
        study = study.narrowed(study.search)
        title = ", ".join(value for key, value in study.arguments() if key == "q") or page_title(study.search)
        problems = [*unknown_outlets(study.search, titles), *unknown_archives(study.search, archives)]
        return _NarrowedPage(study, study.search, study.counted(), title, problems)
    form = with_own_sets(datasette, read_search_form(arguments)).first_page
    # Earlier versions are not counted: see count_beside.
    counted = EVERYTHING if form.versions else form.request()
    problems = [*form.warnings, *unknown_outlets(form, titles), *unknown_archives(form, archives)]
    return _NarrowedPage(form, form, counted, page_title(form), problems)


def _count(archives: OpenArchives, selection: Selection, name: str) -> Facets:
    if name == ARCHIVE:
        return count_archives(archives, selection)
    return count_facets(open_parts(archives, selection), names=(cast(FacetName, name),), most=None)


def list_values(name: str, facets: Facets, form: SearchForm, labels: FilterLabels, find: str) -> ListedValues:
    """The values whose label or value has the letters of find; the chosen ones come first, whatever their letters."""
    wanted = _plain(find)
    counts, chosen = facets.counts[name], form.chosen(name)
    found = [
        pair
        for pair in counts
        if pair[0] not in chosen and (wanted in _plain(labels.label(name, pair[0])) or wanted in _plain(pair[0]))
    ]
    shown = [*(pair for pair in counts if pair[0] in chosen), *found[:VALUES_LISTED]]
    return ListedValues(list(filter_values(name, shown, form, labels, with_counts=not form.versions)), len(found))


def _count_line(listed: ListedValues, find: str) -> str:
    if listed.found > VALUES_LISTED:
        return (
            f"{format_number(listed.found)} values. The {VALUES_LISTED} most frequent are listed; find others by name."
        )
    if find:
        return f"{format_count(listed.found, 'value')} with these letters"
    return format_count(len(listed.values), "value")


def _plain(text: str) -> str:
    """text without accents and capitals."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)).casefold()
