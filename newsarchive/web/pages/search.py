"""The search page, also as JSON, CSV and Atom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.utils.asgi import NotFound, Request, Response

from newsarchive import clock
from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.facets import Facets, count_facets
from newsarchive.archive.search.results import SearchResult
from newsarchive.archive.search.scope import DEFAULT_PLAN
from newsarchive.archive.search.selection import Order
from newsarchive.archive.search.totals import OutletTotal, outlet_totals, total_values
from newsarchive.archive.search.version_search import search_versions
from newsarchive.dates import format_utc
from newsarchive.web.databases import QueryTooSlow, run_query
from newsarchive.web.desk.watch_search import watch_offer
from newsarchive.web.formatting import format_count, format_number, language_name, short_day
from newsarchive.web.layout import Link, html_response, redirect, site_of, text_response
from newsarchive.web.requests.search_request import FILTERS, SearchForm, read_search_form, unknown_outlets
from newsarchive.web.result_formats import results_csv, results_json
from newsarchive.web.results import article_path, list_articles, without_marks

if TYPE_CHECKING:
    from datasette.app import Datasette

# The search tips: the syntax of parse_query.
SEARCH_TIPS = (
    ("storm coast", "articles with both words"),
    ('"storm on the coast"', "articles with these words in this order"),
    ("storm OR flood", "articles with either word"),
    ("storm -insurance", "articles with the first word and without the second"),
    ("coast*", "words that begin with these letters; at least three letters"),
    ("headline:storm", "articles with the word in the headline"),
    ('author:"A. Reed"', "articles by this author"),
)
FACET_VALUES = 8


@dataclass(frozen=True, slots=True)
class SearchPageData:
    """What the search page shows: the results, the counts beside them, and the values of the filters."""

    result: SearchResult
    facets: Facets | None
    outlets: list[OutletTotal]
    languages: list[str]


@dataclass(frozen=True, slots=True)
class SelectOption:
    """One value of a select box."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class SelectBox:
    """A select box of a form."""

    name: str
    label: str
    options: list[SelectOption]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet, how many results have it, and the address of the search narrowed to it."""

    label: str
    href: str
    count: str


@dataclass(frozen=True, slots=True)
class FacetList:
    """The values of one facet."""

    label: str
    values: list[FacetValue]


async def search_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /search, or the same results in another format."""
    form = read_search_form(request.args)
    file_format = request.url_vars.get("format")
    site = site_of(datasette, archive)
    if file_format is None and not form.warnings and has_empty_arguments(request):
        # A form sends every field. The permanent address has only those with a value.
        return redirect(form.address(site.search))
    if file_format is not None:
        return await _other_format(datasette, archive, request, form, file_format)
    result = await run_query(archive, lambda conn: _search(conn, form))
    data = await _read_page_data(archive, form, result)
    context = {"here": "search", **SearchView(form, data, site.search).context()}
    context["watch"] = watch_offer(form, site.search)
    context["articles"] = list_articles(result.hits, site, all_copies=form.all_copies)
    return await html_response(datasette, archive, request, "search.html", context)


def _search(conn: Any, form: SearchForm) -> SearchResult:
    return search_versions(conn, form.request()) if form.versions else search(conn, form.request())


async def _read_page_data(archive: Database, form: SearchForm, result: SearchResult) -> SearchPageData:
    outlets = await run_query(archive, outlet_totals)
    languages = await run_query(archive, lambda conn: [value for value, _ in total_values(conn, "language")])
    if form.versions:
        # The facets count today's texts, not earlier versions.
        return SearchPageData(result, None, outlets, languages)
    try:
        facets = await run_query(archive, lambda conn: count_facets(conn, form.first_page.request()))
    except QueryTooSlow:
        facets = None
    return SearchPageData(result, facets, outlets, languages)


def has_empty_arguments(request: Request) -> bool:
    """Whether a parameter of the address has no value, as when a form was sent."""
    return any(not value for name in request.args for value in request.args.getlist(name))


async def _other_format(
    datasette: Datasette, archive: Database, request: Request, form: SearchForm, file_format: str
) -> Response:
    if file_format not in _FORMATS:
        raise NotFound(f"Search results are available as {', '.join(_FORMATS)}, not as {file_format[:20]}.")
    if file_format == "atom":
        form = replace(form.first_page, order="newest")
    result = await run_query(archive, lambda conn: _search(conn, form))
    return await _FORMATS[file_format](datasette, archive, request, form, result)


async def _json_response(
    datasette: Datasette, archive: Database, request: Request, form: SearchForm, result: SearchResult
) -> Response:
    site = site_of(datasette, archive)
    following = next_page(form, result)
    addresses = {
        "page": datasette.absolute_url(request, form.address(site.search)),
        "next": datasette.absolute_url(request, following.address(f"{site.search}.json")) if following else None,
    }
    body = results_json(form, result, addresses, _article_address(datasette, request, site.article))
    return text_response(datasette, body, "application/json; charset=utf-8")


async def _csv_response(
    datasette: Datasette, archive: Database, request: Request, form: SearchForm, result: SearchResult
) -> Response:
    page = _article_address(datasette, request, site_of(datasette, archive).article)
    return text_response(datasette, results_csv(result, page), "text/csv; charset=utf-8", filename="search.csv")


async def _atom_response(
    datasette: Datasette, archive: Database, request: Request, form: SearchForm, result: SearchResult
) -> Response:
    site = site_of(datasette, archive)
    page = _article_address(datasette, request, site.article)
    entries = [
        {
            "headline": without_marks(hit.headline),
            "snippet": without_marks(hit.snippet),
            "page": page(article_path(hit)),
            # Atom needs a time. Where only the day is known, use the time when we first saw the article.
            "published": format_utc(hit.published_at or hit.first_seen_at),
            "outlet": hit.outlet_title,
            "language": hit.language,
        }
        for hit in result.hits
    ]
    context = {
        "title": f"{site.title}: {page_title(form)}",
        "self_href": datasette.absolute_url(request, form.address(f"{site.search}.atom")),
        "page_href": datasette.absolute_url(request, form.address(site.search)),
        "updated": max((str(entry["published"]) for entry in entries), default=format_utc(clock.now())),
        "entries": entries,
    }
    body = await datasette.render_template("newsarchive/feed.xml", context, request=request)
    return text_response(datasette, body, "application/atom+xml; charset=utf-8")


_FORMATS = {"json": _json_response, "csv": _csv_response, "atom": _atom_response}


def _article_address(datasette: Datasette, request: Request, base: str) -> Callable[[str], str]:
    return lambda article_id: str(datasette.absolute_url(request, f"{base}/{article_id}"))


def next_page(form: SearchForm, result: SearchResult) -> SearchForm | None:
    """The next page of the same search; None after the last page."""
    if result.next_before is not None:
        return replace(form, page=1, before=result.next_before)
    if result.next_offset is not None:
        return replace(form, page=form.page + 1, before=None)
    return None


def previous_page(form: SearchForm) -> SearchForm | None:
    """The previous page; by date it is the first page, because the position of the page before is not known."""
    if form.before is not None:
        return form.first_page
    return replace(form, page=form.page - 1) if form.page > 1 else None


def page_title(form: SearchForm) -> str:
    """The title of the results, for the browser's tab and the feed."""
    return form.words or ("Filtered articles" if form.is_narrowed else "All articles")


class SearchView:
    """The values that the template of the search page shows."""

    def __init__(self, form: SearchForm, data: SearchPageData, path: str) -> None:
        self.form = form
        self.data = data
        self.path = path
        self.titles = {outlet.name: outlet.title for outlet in data.outlets}

    def context(self) -> dict[str, Any]:
        """The variables of the template."""
        form, result = self.form, self.data.result
        following, previous = next_page(form, result), previous_page(form)
        return {
            "form": form,
            "has_search": bool(form.words or form.is_narrowed),
            "page_title": page_title(form),
            "notices": [*form.warnings, *unknown_outlets(form, self.titles), *result.notes],
            "result_line": self.result_line(),
            "empty_message": self.empty_message(),
            "sort_orders": self.sort_orders() if form.words and result.hits else [],
            "active_filters": list(self.active_filters()),
            "select_boxes": [self.outlet_select(), self.language_select()],
            "hidden_fields": list(self.hidden_fields()),
            "open_filters": not form.is_plain,
            "facets": list(self.facets()),
            "facet_note": self.facet_note(),
            "next": following.address(self.path) if following else None,
            "previous": previous.address(self.path) if previous else None,
            "previous_label": "Previous page" if form.page > 1 else "First page",
            "formats": {name: form.address(f"{self.path}.{name}") for name in _FORMATS},
            "search_tips": [{"typed": typed, "meaning": meaning} for typed, meaning in SEARCH_TIPS],
        }

    def result_line(self) -> str:
        """How many articles were found."""
        result = self.data.result
        if result.is_capped:
            return f"{format_number(result.total)}+ articles"
        return format_count(result.total, "article") if result.total else "No articles found"

    def empty_message(self) -> str:
        """What an empty page of results says."""
        if self.data.result.total:
            return "There are no more results."
        if self.form.words and self.form.is_narrowed:
            return "Remove a filter, or try fewer words."
        if self.form.words:
            return "Try fewer words, another spelling, or the first letters of a word followed by *."
        if self.form.is_narrowed:
            return "Remove a filter to find more articles."
        # Without words earlier versions are not searched; a notice says so.
        return "" if self.form.versions else "The archive has no articles yet."

    def sort_orders(self) -> list[dict[str, Any]]:
        """Links to the two orders of the results."""
        first = self.form.first_page
        orders: tuple[tuple[Order, str], ...] = (("relevance", "best match"), ("newest", "newest first"))
        return [
            {
                "label": label,
                "href": replace(first, order=order).address(self.path),
                "is_current": order == self.form.order,
            }
            for order, label in orders
        ]

    def active_filters(self) -> Iterator[Link]:
        """The active filters; each links to the search without it."""
        form = self.form
        for name in FILTERS:
            values = form.chosen(name)
            for value in values:
                others = tuple(other for other in values if other != value)
                without = form.with_filter(name, *others)
                yield Link(f"{FILTERS[name].label}: {self.label(name, value)}", without.address(self.path))
        first = form.first_page
        if form.since:
            yield Link(f"from {short_day(form.since)}", replace(first, since=None).address(self.path))
        if form.until:
            yield Link(f"to {short_day(form.until)}", replace(first, until=None).address(self.path))
        if form.all_copies:
            yield Link("all copies", replace(first, all_copies=False).address(self.path))
        if form.versions:
            yield Link("earlier versions", replace(first, versions=False).address(self.path))

    def label(self, name: str, value: str) -> str:
        """The label of a filter's value."""
        if name == "outlet":
            return self.titles.get(value, value)
        return language_name(value) if name == "language" else value

    def outlet_select(self) -> SelectBox:
        """The outlets with articles, by title. If several are chosen, none is selected: see hidden_fields."""
        chosen = self.form.chosen("outlet")
        options = [
            SelectOption(outlet.name, outlet.title, chosen == (outlet.name,))
            for outlet in sorted(self.data.outlets, key=lambda outlet: outlet.title.casefold())
            if outlet.articles or outlet.name in chosen
        ]
        return SelectBox("outlet", "Outlet", options)

    def language_select(self) -> SelectBox:
        """The languages of the archive, by name."""
        chosen = self.form.chosen("language")
        options = [SelectOption(tag, language_name(tag), chosen == (tag,)) for tag in self.data.languages]
        return SelectBox("language", "Language", sorted(options, key=lambda option: option.label))

    def hidden_fields(self) -> Iterator[tuple[str, str]]:
        """The filters that the form does not show and sends as hidden fields."""
        shown = {"language"} if len(self.form.chosen("outlet")) > 1 else {"language", "outlet"}
        for name in FILTERS:
            if name not in shown:
                yield from ((name, value) for value in self.form.chosen(name))

    def facet_note(self) -> str | None:
        """Which results the facets count, if not all."""
        if self.data.facets is None or not self.data.facets.is_capped:
            return None
        return f"Counted in the newest {format_number(DEFAULT_PLAN.window)} results."

    def facets(self) -> Iterator[FacetList]:
        """The values of each filter that is not active; a single value would narrow nothing, so it is left out."""
        counts = self.data.facets.counts if self.data.facets else {}
        for name, kind in FILTERS.items():
            values = counts.get(name, ())
            if self.form.chosen(name) or len(values) < 2:
                continue
            shown = [
                FacetValue(
                    self.label(name, value), self.form.with_filter(name, value).address(self.path), format_number(count)
                )
                for value, count in values[:FACET_VALUES]
            ]
            yield FacetList(kind.label, shown)
