"""Our addresses: what each shows, its parameters, and the formats in which it can be had. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from newsarchive.archive.search.facets import FIELDS
from newsarchive.archive.search.selection import Order
from newsarchive.comparison.changes import KINDS
from newsarchive.web.requests.changes_request import WHOSE
from newsarchive.web.requests.results_request import MAX_LIMIT
from newsarchive.web.requests.search_request import ALL_COPIES, EARLIER_VERSIONS, EXACT_FORMS, FILTERS, MAX_PAGE

# By the ending of an address; "" is the page itself.
MEDIA_TYPES: Mapping[str, str] = {
    "": "text/html",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "csv": "text/csv",
    "atom": "application/atom+xml",
    "txt": "text/plain",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of the query: its meaning in one sentence, and its JSON Schema."""

    name: str
    meaning: str
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"})


@dataclass(frozen=True, slots=True)
class DescribedAddress:
    """One address without its ending; parts in braces are those of PLACES.

    formats has, by ending, the name of the schema of its JSON, or None for what has none. page_only are parameters of
    the page alone, and files_only those of its JSON and CSV alone. media_type is set where no ending says it.
    """

    path: str
    summary: str
    formats: Mapping[str, str | None]
    parameters: tuple[Parameter, ...] = ()
    page_only: tuple[Parameter, ...] = ()
    files_only: tuple[Parameter, ...] = ()
    media_type: str | None = None


# The parts of a path that differ.
PLACES: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "id": ("The id of an article.", {"type": "integer", "minimum": 1}),
    "number": ("The number of a version, from 1.", {"type": "integer", "minimum": 1}),
    "outlet": ("The name of an outlet.", {"type": "string"}),
    "filter": ("A filter of the search.", {"type": "string", "enum": list(FIELDS)}),
    "file": ("The name of a file.", {"type": "string"}),
}

_DAY = {"type": "string", "format": "date"}
_POSITION = {"type": "integer"}
_DAYS = (
    Parameter("since", "The first day: YYYY-MM-DD, or a month or a year.", _DAY),
    Parameter("until", "The last day, included.", _DAY),
)


def _values(name: str, meaning: str, known: tuple[str, ...] | None = None) -> Parameter:
    item: dict[str, Any] = {"type": "string"} if known is None else {"type": "string", "enum": list(known)}
    return Parameter(name, meaning, {"type": "array", "items": item})


_SEARCH = (
    Parameter("q", "The words, in the syntax of the search page. Without words, all articles that pass the filters."),
    *(
        _values(name, f"{kind.label}: an article passes with one of the values.", kind.known)
        for name, kind in FILTERS.items()
    ),
    *_DAYS,
    Parameter(
        "order",
        "Best match, or by time. Without words the default is newest.",
        {"type": "string", "enum": list(get_args(Order)), "default": "relevance"},
    ),
    Parameter("copies", "Show every near-duplicate, not one of each group.", {"type": "string", "enum": [ALL_COPIES]}),
    Parameter("versions", "Search earlier versions.", {"type": "string", "enum": [EARLIER_VERSIONS]}),
    Parameter("forms", "Find no other forms of the words.", {"type": "string", "enum": [EXACT_FORMS]}),
    Parameter("before", "Only results before this position in time; next has it.", _POSITION),
    Parameter("after", "Only results after this position in time, with order=oldest; next has it.", _POSITION),
)

ADDRESSES: tuple[DescribedAddress, ...] = (
    DescribedAddress("/", "The newest articles, and the outlets", {"": None}),
    DescribedAddress(
        "/search",
        "Search: the articles with these words that pass the filters",
        {"": None, "json": "Results", "jsonl": "FoundArticle", "csv": None, "atom": None},
        _SEARCH,
        page_only=(
            Parameter("page", "The page of ranked results.", {"type": "integer", "minimum": 1, "maximum": MAX_PAGE}),
        ),
        files_only=(
            Parameter(
                "limit",
                "How many results to send; all if it is left out.",
                {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT},
            ),
            Parameter(
                "offset", "How many ranked results to leave out; next has it.", {"type": "integer", "minimum": 0}
            ),
        ),
    ),
    DescribedAddress(
        "/search/{filter}",
        "All values of one filter, with how many results have each",
        {"": None},
        (
            *_SEARCH,
            Parameter("find", "Only values with these letters."),
            Parameter("apply", "Go to the search with these values.", {"type": "string", "enum": ["1"]}),
        ),
    ),
    DescribedAddress(
        "/article/{id}",
        "An article with today's text",
        {"": None, "json": "Article", "txt": None},
        (Parameter("full", "As .txt: also address, authors and times."),),
    ),
    DescribedAddress(
        "/article/{id}/{number}",
        "One version of an article",
        {"": None, "json": "Article", "txt": None},
        (
            Parameter("changes", "On the page: mark what changed since the version before."),
            Parameter("full", "As .txt: also address, authors and times."),
        ),
    ),
    DescribedAddress(
        "/copies/{id}",
        "The near-duplicates of an article, and how they differ",
        {"": None, "json": "Copies"},
        (Parameter("after", "Only members after this position in time; next has it.", _POSITION),),
    ),
    DescribedAddress(
        "/changes",
        "Articles that their outlets changed or withdrew, newest change first",
        {"": None, "json": "Changes", "csv": None, "atom": None},
        (
            _values("outlet", "Only these outlets."),
            _values("kind", "Only these kinds of change.", tuple(KINDS)),
            Parameter("whose", "Who made the change.", {"type": "string", "enum": list(WHOSE), "default": "outlet"}),
            *_DAYS,
            Parameter("before", "Only changes before this position; next has it."),
        ),
    ),
    DescribedAddress("/health", "What is wrong with the crawls of which outlet", {"": None, "json": "Health"}),
    DescribedAddress("/outlet/{outlet}", "An outlet: its articles, feeds and runs", {"": None, "json": "Outlet"}),
    DescribedAddress("/openapi.json", "This description", {"": None}, media_type="application/json"),
    DescribedAddress(
        "/-/newsarchive/metrics", "Numbers for Prometheus, if metrics are on", {"": None}, media_type="text/plain"
    ),
    DescribedAddress(
        "/-/newsarchive/{file}", "A style sheet, script or picture of the pages", {"": None}, media_type="*/*"
    ),
)
