"""The page with all values of one filter of a search: /search/outlet, /search/author and so on."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from datasette.utils.asgi import NotFound, Request, Response

from newsarchive.archive.search.facets import FIELDS, FacetName, Facets
from newsarchive.archive.search.selection import EVERYTHING
from newsarchive.archive.several.archives import OpenArchives
from newsarchive.archive.several.joint_counts import ARCHIVE, count_archives, count_facets, titles_of_outlets
from newsarchive.archive.several.parts import open_parts
from newsarchive.web.databases import ShownArchives
from newsarchive.web.formatting import format_count, format_number
from newsarchive.web.layout import html_response, redirect, site_of
from newsarchive.web.requests.search_request import (
    FILTERS,
    SearchForm,
    read_search_form,
    unknown_archives,
    unknown_outlets,
)
from newsarchive.web.searching.filter_fields import VALUES_LISTED, FilterLabels, FilterValue, filter_values
from newsarchive.web.searching.search_view import newest_note, page_title

if TYPE_CHECKING:
    from datasette.app import Datasette

MAX_FIND_LENGTH = 100


@dataclass(frozen=True, slots=True)
class ListedValues:
    """The values of a filter that are shown, and how many have the letters that were typed."""

    values: list[FilterValue]
    found: int


async def filter_values_page(datasette: Datasette, archives: ShownArchives, request: Request) -> Response:
    """The page at /search/FILTER. Its button leads back to the search, with the values that are checked."""
    name = request.url_vars["table"]
    if request.url_vars.get("format"):
        raise NotFound("The values of a filter are only a page.")
    names = [*FIELDS, *([ARCHIVE] if archives.are_several else [])]
    if name not in names:
        raise NotFound(f"Filters are {', '.join(names)}, not {name[:40]}.")
    form = read_search_form(request.args, ("find", "apply"))
    site = site_of(datasette, archives)
    titles = await archives.read(titles_of_outlets)
    problems = [*form.warnings, *unknown_outlets(form, titles), *unknown_archives(form, archives.names)]
    if request.args.get("apply") and not problems:
        return redirect(form.first_page.address(site.search))
    find = str(request.args.get("find") or "").strip()[:MAX_FIND_LENGTH]
    facets = Facets({name: ()})
    if not problems:
        facets = await archives.read(lambda opened: _count(opened, form, name))
    listed = list_values(name, facets, form, FilterLabels(titles), find)
    context = {
        "here": "search",
        "label": FILTERS[name].label,
        "name": name,
        "title": f"{FILTERS[name].label}: {page_title(form)}",
        "search_title": page_title(form),
        "problems": problems,
        "form": form,
        "find": find,
        "action": f"{site.search}/{name}",
        "back": form.first_page.address(site.search),
        "hidden_fields": [pair for pair in form.first_page.arguments() if pair[0] != name],
        "values": listed.values,
        "count_line": _count_line(listed, find),
        "note": newest_note(facets),
    }
    status = 400 if problems else 200
    return await html_response(datasette, archives, request, "filter_values.html", context, status=status)


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


def _count(archives: OpenArchives, form: SearchForm, name: str) -> Facets:
    # Earlier versions are not counted, as on the search page.
    selection = EVERYTHING if form.versions else form.request()
    if name == ARCHIVE:
        return count_archives(archives, selection)
    return count_facets(open_parts(archives, selection), names=(cast(FacetName, name),), most=None)


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
