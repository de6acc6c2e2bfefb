"""The search page, and the same results as JSON, CSV and Atom."""

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
from newsarchive.archive.search.scope import DEFAULT_PLAN, Order
from newsarchive.archive.search.totals import OutletTotal, outlet_totals, total_values
from newsarchive.archive.search.version_search import search_versions
from newsarchive.dates import format_utc
from newsarchive.web.databases import TooSlow, read
from newsarchive.web.formatting import counted, language_name, number, short_day
from newsarchive.web.layout import Link, answer, redirect, show, site_of
from newsarchive.web.requests.search_request import FILTERS, Question, read_question
from newsarchive.web.result_formats import results_csv, results_json
from newsarchive.web.results import items, place_of, plain

if TYPE_CHECKING:
    from datasette.app import Datasette

# The stated syntax, as parse_query reads it.
SYNTAX = (
    ("storm coast", "articles with both words"),
    ('"storm on the coast"', "these words in this order"),
    ("storm OR flood", "either word"),
    ("storm -insurance", "the first word without the second"),
    ("coast*", "every word that begins so"),
    ("headline:storm", "in the headline"),
    ('author:"A. Reed"', "by this author"),
)
FACET_VALUES = 8


@dataclass(frozen=True, slots=True)
class Found:
    """What the archive answers to a question: the page of results, and what surrounds it."""

    result: SearchResult
    facets: Facets | None
    outlets: list[OutletTotal]
    languages: list[str]


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a list to choose from."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A list to choose one value from."""

    name: str
    label: str
    options: list[Option]


@dataclass(frozen=True, slots=True)
class FacetEntry:
    """A value, how many results have it, and the search narrowed to it."""

    label: str
    href: str
    count: str


@dataclass(frozen=True, slots=True)
class FacetList:
    """The values of one facet."""

    label: str
    entries: list[FacetEntry]


async def search_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /search, or one of its other forms."""
    question = read_question(request.args)
    form = request.url_vars.get("format")
    site = site_of(datasette, archive)
    if form is None and not question.complaints and has_empty_arguments(request):
        # A form sends every field; the address to keep names only those that say something.
        return redirect(question.address(site.search))
    if form is not None:
        return await _other_form(datasette, archive, request, question, form)
    result = await read(archive, lambda conn: _search(conn, question))
    found = await _surroundings(archive, question, result)
    context = {"here": "search", **SearchPage(question, found, site.search).context()}
    context["items"] = items(result.hits, site, all_copies=question.all_copies)
    return await show(datasette, archive, request, "search.html", context)


def _search(conn: Any, question: Question) -> SearchResult:
    return search_versions(conn, question.request()) if question.versions else search(conn, question.request())


async def _surroundings(archive: Database, question: Question, result: SearchResult) -> Found:
    outlets = await read(archive, outlet_totals)
    languages = await read(archive, lambda conn: [value for value, _ in total_values(conn, "language")])
    if question.versions:
        # They would count what today's texts say.
        return Found(result, None, outlets, languages)
    try:
        facets = await read(archive, lambda conn: count_facets(conn, question.first_page.request()))
    except TooSlow:
        facets = None
    return Found(result, facets, outlets, languages)


def has_empty_arguments(request: Request) -> bool:
    """Whether the address names arguments that say nothing, as one made by a form does."""
    return any(not value for name in request.args for value in request.args.getlist(name))


async def _other_form(
    datasette: Datasette, archive: Database, request: Request, question: Question, form: str
) -> Response:
    if form not in _FORMS:
        raise NotFound(f"Results come as {', '.join(_FORMS)}; not as {form[:20]}.")
    if form == "atom":
        question = replace(question.first_page, order="newest")
    result = await read(archive, lambda conn: _search(conn, question))
    return await _FORMS[form](datasette, archive, request, question, result)


async def _as_json(
    datasette: Datasette, archive: Database, request: Request, question: Question, result: SearchResult
) -> Response:
    site = site_of(datasette, archive)
    following = next_page(question, result)
    addresses = {
        "page": datasette.absolute_url(request, question.address(site.search)),
        "next": datasette.absolute_url(request, following.address(f"{site.search}.json")) if following else None,
    }
    body = results_json(question, result, addresses, _article_address(datasette, request, site.article))
    return answer(datasette, body, "application/json; charset=utf-8")


async def _as_csv(
    datasette: Datasette, archive: Database, request: Request, question: Question, result: SearchResult
) -> Response:
    page = _article_address(datasette, request, site_of(datasette, archive).article)
    return answer(datasette, results_csv(result, page), "text/csv; charset=utf-8", filename="search.csv")


async def _as_atom(
    datasette: Datasette, archive: Database, request: Request, question: Question, result: SearchResult
) -> Response:
    site = site_of(datasette, archive)
    page = _article_address(datasette, request, site.article)
    entries = [
        {
            "headline": plain(hit.headline),
            "snippet": plain(hit.snippet),
            "page": page(place_of(hit)),
            # A feed reader needs a second; where only a day is known, when we first saw it is the honest one.
            "published": format_utc(hit.published_at or hit.first_seen_at),
            "outlet": hit.outlet_title,
            "language": hit.language,
        }
        for hit in result.hits
    ]
    context = {
        "title": f"{site.title}: {page_title(question)}",
        "self_href": datasette.absolute_url(request, question.address(f"{site.search}.atom")),
        "page_href": datasette.absolute_url(request, question.address(site.search)),
        "updated": max((str(entry["published"]) for entry in entries), default=format_utc(clock.now())),
        "entries": entries,
    }
    body = await datasette.render_template("newsarchive/feed.xml", context, request=request)
    return answer(datasette, body, "application/atom+xml; charset=utf-8")


_FORMS = {"json": _as_json, "csv": _as_csv, "atom": _as_atom}


def _article_address(datasette: Datasette, request: Request, base: str) -> Callable[[str], str]:
    return lambda article_id: str(datasette.absolute_url(request, f"{base}/{article_id}"))


def next_page(question: Question, result: SearchResult) -> Question | None:
    """The question whose answer is the page after this one; None after the last."""
    if result.next_before is not None:
        return replace(question, page=1, before=result.next_before)
    if result.next_offset is not None:
        return replace(question, page=question.page + 1, before=None)
    return None


def previous_page(question: Question) -> Question | None:
    """The page before this one; newest first that is the beginning, since the list only knows what comes below."""
    if question.before is not None:
        return question.first_page
    return replace(question, page=question.page - 1) if question.page > 1 else None


def page_title(question: Question) -> str:
    """What a browser's tab and a feed call these results."""
    return question.words or ("Chosen articles" if question.is_narrowed else "All articles")


class SearchPage:
    """The search page in HTML: what its template shows of a question and what was found."""

    def __init__(self, question: Question, found: Found, path: str) -> None:
        self.question = question
        self.found = found
        self.path = path
        self.titles = {outlet.name: outlet.title for outlet in found.outlets}

    def context(self) -> dict[str, Any]:
        """What the template needs."""
        question, result = self.question, self.found.result
        following, before = next_page(question, result), previous_page(question)
        return {
            "question": question,
            "asked": bool(question.words or question.is_narrowed),
            "page_title": page_title(question),
            "notices": [*question.complaints, *result.notes],
            "result_line": self.result_line(),
            "nothing": self.nothing(),
            "orders": self.orders() if question.words and result.hits else [],
            "chosen": list(self.chosen()),
            "choices": [self.outlet_choice(), self.language_choice()],
            "kept": list(self.kept()),
            "open_filters": not question.is_plain,
            "facets": list(self.facets()),
            "facet_basis": self.facet_basis(),
            "next": following.address(self.path) if following else None,
            "previous": before.address(self.path) if before else None,
            "previous_label": "Previous page" if question.page > 1 else "To the newest",
            "forms": {form: question.address(f"{self.path}.{form}") for form in _FORMS},
            "syntax": [{"typed": typed, "meaning": meaning} for typed, meaning in SYNTAX],
        }

    def result_line(self) -> str:
        """How many were found."""
        result = self.found.result
        if result.is_capped:
            return f"{number(result.total)}+ articles"
        return counted(result.total, "article") if result.total else "No article"

    def nothing(self) -> str:
        """What to try where a page of results is empty."""
        if self.found.result.total:
            return "There are no further results here."
        if self.question.words and self.question.is_narrowed:
            return "Nothing was found. Try it without one of the filters, or with fewer words."
        if self.question.words:
            return "Nothing was found. Try fewer words, another spelling, or the beginning of a word with * after it."
        return "Nothing was found."

    def orders(self) -> list[dict[str, Any]]:
        """The two orders of the results, as links."""
        first = self.question.first_page
        orders: tuple[tuple[Order, str], ...] = (("relevance", "best match"), ("newest", "newest"))
        return [
            {
                "label": label,
                "href": replace(first, order=order).address(self.path),
                "current": order == self.question.order,
            }
            for order, label in orders
        ]

    def chosen(self) -> Iterator[Link]:
        """The filters in force; each leads to the search without it."""
        question = self.question
        for name in FILTERS:
            values = question.chosen(name)
            for value in values:
                others = tuple(other for other in values if other != value)
                without = question.with_filter(name, *others)
                yield Link(f"{FILTERS[name]}: {self.label(name, value)}", without.address(self.path))
        first = question.first_page
        if question.since:
            yield Link(f"from {short_day(question.since)}", replace(first, since=None).address(self.path))
        if question.until:
            yield Link(f"to {short_day(question.until)}", replace(first, until=None).address(self.path))
        if question.all_copies:
            yield Link("every near-copy singly", replace(first, all_copies=False).address(self.path))
        if question.versions:
            yield Link("in earlier versions", replace(first, versions=False).address(self.path))

    def label(self, name: str, value: str) -> str:
        """A value of a filter as people call it."""
        if name == "outlet":
            return self.titles.get(value, value)
        return language_name(value) if name == "language" else value

    def outlet_choice(self) -> Choice:
        """The outlets that have articles, by title; none chosen where several are (those are kept beside the list)."""
        chosen = self.question.chosen("outlet")
        options = [
            Option(outlet.name, outlet.title, chosen == (outlet.name,))
            for outlet in sorted(self.found.outlets, key=lambda outlet: outlet.title.casefold())
            if outlet.articles or outlet.name in chosen
        ]
        return Choice("outlet", "Outlet", options)

    def language_choice(self) -> Choice:
        """The languages of the archive, by name."""
        chosen = self.question.chosen("language")
        options = [Option(tag, language_name(tag), chosen == (tag,)) for tag in self.found.languages]
        return Choice("language", "Language", sorted(options, key=lambda option: option.label))

    def kept(self) -> Iterator[tuple[str, str]]:
        """Filters that the form does not show, which it must send along."""
        lists = {"language"} if len(self.question.chosen("outlet")) > 1 else {"language", "outlet"}
        for name in FILTERS:
            if name not in lists:
                yield from ((name, value) for value in self.question.chosen(name))

    def facet_basis(self) -> str | None:
        """What the counts of the facets are of, where that is not all results."""
        if self.found.facets is None or not self.found.facets.is_capped:
            return None
        return f"Counts of the newest {number(DEFAULT_PLAN.window)} results."

    def facets(self) -> Iterator[FacetList]:
        """For each filter not in force, the values the results have; one value narrows nothing."""
        counts = self.found.facets.counts if self.found.facets else {}
        for name, label in FILTERS.items():
            values = counts.get(name, ())
            if self.question.chosen(name) or len(values) < 2:
                continue
            entries = [
                FacetEntry(
                    self.label(name, value), self.question.with_filter(name, value).address(self.path), number(count)
                )
                for value, count in values[:FACET_VALUES]
            ]
            yield FacetList(label, entries)
