"""What the search page says and links to: results, orders, filters, histogram and files. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from newsarchive.archive.search.facets import Facets
from newsarchive.archive.search.histogram import Histogram
from newsarchive.archive.search.results import SearchResult
from newsarchive.archive.search.scope import DEFAULT_PLAN
from newsarchive.archive.search.selection import Order
from newsarchive.web.formatting import format_count, format_number
from newsarchive.web.layout import Link
from newsarchive.web.requests.search_request import SearchForm
from newsarchive.web.searching.filter_fields import (
    FilterField,
    FilterLabels,
    active_filters,
    counting_note,
    filter_fields,
)
from newsarchive.web.searching.histogram_chart import HistogramChart, draw_histogram
from newsarchive.web.searching.result_formats import RESULT_FORMATS

# The search tips: the syntax of parse_query.
SEARCH_TIPS = (
    ("storm coast", "articles with both words"),
    ('"storm on the coast"', "articles with these words in this order"),
    ("storm OR flood", "articles with either word; OR, AND and NOT are in capitals"),
    ("storm -insurance", "articles with the first word and without the second; also storm NOT insurance"),
    ("(storm OR flood) coast", "parentheses keep words together"),
    ("coast*", "words that begin with these letters; at least three letters"),
    ("=storm", "this word only, and no other forms of it, such as storms; words in quotes are exact too"),
    ("headline:storm", "articles with the word in the headline; title: is the same"),
    ('author:"A. Reed"', "articles by this author"),
    ("outlet:courier", "articles of this outlet; also -outlet:, country:, source:, section:, language:"),
    ("kind:agency", "articles of outlets of this kind; also owner:, outlet_tag:, and set: with the name of a set"),
)
FORM_ID = "search-form"
NOTHING_FOUND = SearchResult((), 0, is_capped=False, is_ranked=False, understood="")
_ORDERS: tuple[tuple[Order, str], ...] = (
    ("relevance", "best match"),
    ("newest", "newest first"),
    ("oldest", "oldest first"),
)
_FILE_LABELS = {"csv": "CSV", "json": "JSON", "jsonl": "JSON lines"}


@dataclass(frozen=True, slots=True)
class SearchPageData:
    """What the search page shows: the results, what was counted beside them, and the titles of outlets.

    facets is None if nothing was counted; they are shown without numbers unless they count these results.
    """

    result: SearchResult
    titles: Mapping[str, str]
    facets: Facets | None = None
    histogram: Histogram | None = None
    facets_count_results: bool = True


def next_page(form: SearchForm, result: SearchResult) -> SearchForm | None:
    """The next page of the same search; None after the last page."""
    if result.next_before is not None:
        return replace(form.first_page, before=result.next_before)
    if result.next_after is not None:
        return replace(form.first_page, after=result.next_after)
    if result.next_offset is not None:
        return replace(form.first_page, page=form.page + 1)
    return None


def previous_page(form: SearchForm) -> SearchForm | None:
    """The previous page; by date it is the first page, because the position of the page before is not known."""
    if form.before is not None or form.after is not None:
        return form.first_page
    return replace(form, page=form.page - 1) if form.page > 1 else None


def page_title(form: SearchForm) -> str:
    """The title of the results, for the browser's tab and the feed."""
    return form.words or ("Filtered articles" if form.is_narrowed else "All articles")


class SearchView:
    """The values that the template of the search page shows.

    problems are what is wrong with the address; then nothing was searched.
    """

    def __init__(self, form: SearchForm, data: SearchPageData, path: str, problems: list[str] | None = None) -> None:
        self.form = form
        self.data = data
        self.path = path
        self.problems = problems or []
        self.labels = FilterLabels(data.titles)

    def context(self) -> dict[str, Any]:
        """The variables of the template."""
        form, result = self.form, self.data.result
        following, previous = next_page(form, result), previous_page(form)
        links = list(active_filters(form, self.labels, self.path))
        return {
            "form": form,
            "form_id": FORM_ID,
            "has_search": form.has_search,
            "page_title": page_title(form),
            "problems": self.problems,
            "suggestions": list(self.suggestions()),
            "forms": self.forms(),
            "notices": result.notes,
            "result_line": self.result_line(),
            "order_line": self.order_line(),
            "empty_message": self.empty_message(),
            "sort_orders": self.sort_orders() if result.hits else [],
            "active_filters": links,
            "filter_fields": self.filter_fields(),
            "filter_note": self.filter_note(),
            "histogram": self.histogram(),
            "next": following.address(self.path) if following else None,
            "previous": previous.address(self.path) if previous else None,
            "previous_label": "Previous page" if form.page > 1 else "First page",
            "formats": {name: form.first_page.address(f"{self.path}.{name}") for name in (*RESULT_FORMATS, "atom")},
            "files": self.files(),
            "search_tips": [{"typed": typed, "meaning": meaning} for typed, meaning in SEARCH_TIPS],
        }

    def suggestions(self) -> Iterator[dict[str, Any]]:
        """Other searches that may be meant: the beginning of a sentence, and links that end it."""
        by_reason: dict[str, list[Link]] = {}
        for one in self.data.result.suggestions:
            address = replace(self.form.first_page, words=one.query).address(self.path)
            by_reason.setdefault(one.reason, []).append(Link(one.query, address))
        yield from ({"reason": reason, "links": links} for reason, links in by_reason.items())

    def forms(self) -> dict[str, Any] | None:
        """The forms of words that were searched for too, and the search without them; or the search with them."""
        first, result = self.form.first_page, self.data.result
        if self.form.exact_forms and self.form.words:
            return {"words": [], "href": replace(first, exact_forms=False).address(self.path)}
        if not result.forms:
            return None
        words = [{"typed": one.typed, "forms": ", ".join(one.forms)} for one in result.forms]
        return {"words": words, "href": replace(first, exact_forms=True).address(self.path)}

    def result_line(self) -> str:
        """How many articles were found."""
        result = self.data.result
        if self.problems:
            return "Nothing was searched"
        if result.is_capped and (exact := self._counted_by_time()):
            return format_count(exact, "article")
        if result.is_capped:
            return f"{format_number(result.total)}+ articles"
        return format_count(result.total, "article") if result.total else "No articles found"

    def _counted_by_time(self) -> int | None:
        """The number of all results, if the histogram counted them; with a day, it counts by days of UTC."""
        histogram = self.data.histogram
        if histogram is None or histogram.counted_from or self.form.since or self.form.until:
            return None
        return sum(span.count or 0 for span in histogram.spans)

    def order_line(self) -> str | None:
        """Where the ranking ends, if it does not include all results."""
        best, result = DEFAULT_PLAN.candidates, self.data.result
        if result.is_ranked and (result.is_capped or result.total > best):
            return f"The best {best} come first, then all others, newest first."
        return None

    def empty_message(self) -> str:
        """What an empty page of results says."""
        if self.problems:
            return "Correct the address or the form above, then search again."
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
        """Links to the orders of the results; without words there is no best match."""
        first = self.form.first_page
        current: Order = "newest" if self.form.order == "relevance" and not self.form.words else self.form.order
        return [
            {"label": label, "href": replace(first, order=order).address(self.path), "is_current": order == current}
            for order, label in (_ORDERS if self.form.words else _ORDERS[1:])
        ]

    def filter_fields(self) -> list[FilterField]:
        """The filters as checkboxes; if nothing was counted, only the chosen values."""
        facets = self.data.facets or Facets(
            {name: tuple((value, 0) for value in values) for name, values in self.form.filters.items()}
        )
        with_counts = self.data.facets is not None and self.data.facets_count_results
        return filter_fields(self.form, facets, self.labels, self.path, with_counts=with_counts)

    def filter_note(self) -> str | None:
        """Which results the filters count, if not all."""
        return None if self.form.versions or self.problems else counting_note(self.data.facets)

    def histogram(self) -> HistogramChart | None:
        """The chart above the results; none for a single stretch of time, which would narrow nothing."""
        if self.data.histogram is None or len(self.data.histogram.spans) < 2:
            return None
        first = self.form.first_page
        return draw_histogram(
            self.data.histogram, lambda since, until: replace(first, since=since, until=until).address(self.path)
        )

    def files(self) -> list[dict[str, str]]:
        """The links to all results as files: with all copies, so that they have as many rows as the page says."""
        # An earlier version has no copies.
        whole = self.form.first_page if self.form.versions else replace(self.form.first_page, all_copies=True)
        return [{"name": label, "href": whole.address(f"{self.path}.{name}")} for name, label in _FILE_LABELS.items()]
