"""Our addresses: what each shows, its parameters, and the formats in which it can be had. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from newsarchive.analysis.contexts import ContextOrder
from newsarchive.analysis.periods import STEPS
from newsarchive.archive.analysis.timeline_values import MOST_QUERIES, Split
from newsarchive.archive.search.facets import FIELDS
from newsarchive.archive.search.selection import Order
from newsarchive.comparison.changes import KINDS
from newsarchive.formats.citations.files import BY_EXTENSION, CITATION_FORMATS
from newsarchive.web.requests.changes_request import WHOSE
from newsarchive.web.requests.comparison_request import VIEWS
from newsarchive.web.requests.results_request import MAX_LIMIT
from newsarchive.web.requests.search_request import ALL_COPIES, EARLIER_VERSIONS, EXACT_FORMS, FILTERS, MAX_PAGE
from newsarchive.web.requests.timeline_request import ONCE, SHARE

# By the ending of an address; "" is the page itself.
MEDIA_TYPES: Mapping[str, str] = {
    "": "text/html",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "csv": "text/csv",
    "atom": "application/atom+xml",
    "txt": "text/plain",
    **{ending: one.media_type.partition(";")[0] for ending, one in BY_EXTENSION.items()},
    "version.txt": "text/plain",
    "html": "text/html",
    "warc.gz": "application/gzip",
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
    is_redirect is set for an address that only leads to another. With plain_errors, what is wrong with the address of a
    file, or of what has no page, is said as text, not as a page.
    """

    path: str
    summary: str
    formats: Mapping[str, str | None]
    parameters: tuple[Parameter, ...] = ()
    page_only: tuple[Parameter, ...] = ()
    files_only: tuple[Parameter, ...] = ()
    media_type: str | None = None
    is_redirect: bool = False
    plain_errors: bool = False


# The parts of a path that differ.
PLACES: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "id": ("The id of an article.", {"type": "integer", "minimum": 1}),
    "number": ("The number of a version, from 1.", {"type": "integer", "minimum": 1}),
    "digest": (
        "The first digits of the SHA-256 of a version's text.",
        {"type": "string", "pattern": "^[0-9a-f]{8,64}$"},
    ),
    "outlet": ("The name of an outlet.", {"type": "string"}),
    "name": ("The name of a collection or a watch.", {"type": "string"}),
    "filter": ("A filter of the search.", {"type": "string", "enum": list(FIELDS)}),
    "file": ("The name of a file.", {"type": "string"}),
    "url": ("The address of an article at its outlet, as it is, with its query.", {"type": "string"}),
    "time": ("When a page was captured: 14 digits, UTC.", {"type": "string", "pattern": "^[0-9]{14}$"}),
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


def _choice(name: str, meaning: str, known: Iterable[str], default: str | None = None) -> Parameter:
    schema = {"type": "string", "enum": list(known)}
    return Parameter(name, meaning, schema if default is None else {**schema, "default": default})


_WORDS = Parameter(
    "q", "The words, in the syntax of the search page. Without words, all articles that pass the filters."
)
_FILTERS = (
    *(
        _values(name, f"{kind.label}: an article passes with one of the values.", kind.known)
        for name, kind in FILTERS.items()
    ),
    *_DAYS,
)
_COPIES = _choice("copies", "Show every near-duplicate, not one of each group.", [ALL_COPIES])
_FORMS = _choice("forms", "Find no other forms of the words.", [EXACT_FORMS])
_PAGE = Parameter("page", "The page of ranked results.", {"type": "integer", "minimum": 1, "maximum": MAX_PAGE})
_OF_TODAY = (
    _WORDS,
    *_FILTERS,
    _choice("order", "Best match, or by time. Without words the default is newest.", get_args(Order), "relevance"),
    _COPIES,
    _FORMS,
    Parameter("before", "Only results before this position in time; next has it.", _POSITION),
    Parameter("after", "Only results after this position in time, with order=oldest; next has it.", _POSITION),
)
_SEARCH = (*_OF_TODAY, _choice("versions", "Search earlier versions.", [EARLIER_VERSIONS]))
_CITATIONS: Mapping[str, None] = dict.fromkeys(BY_EXTENSION)
_VERSION_FORMATS: Mapping[str, str | None] = {
    "": None,
    "json": "Article",
    "txt": None,
    **_CITATIONS,
    "version.txt": None,
}
_CAPTURE_FORMATS: Mapping[str, None] = {"": None, "html": None, "warc.gz": None}

_TIMELINE = (
    _values("q", f"Up to {MOST_QUERIES} searches. Without one, all articles are counted."),
    *_FILTERS,
    _choice("by", "The length of a period. If it is left out, the span decides.", STEPS),
    _choice("copies", "Count every near-duplicate, or each group once.", (ALL_COPIES, ONCE), ALL_COPIES),
    _FORMS,
    _choice("split", "A timeline of its own for each outlet or country.", get_args(Split)),
    _choice("measure", "On the page: articles, or their share of all articles.", ("articles", SHARE), "articles"),
)
_CONCORDANCE = (*_OF_TODAY, _choice("lines", "The order of the lines.", get_args(ContextOrder), "results"))
_DISTINCTIVE = (
    _WORDS,
    *_FILTERS,
    _FORMS,
    _choice("stop_words", "Whether stop words are among them.", ("hidden", "shown"), "hidden"),
)


def _values_of_a_filter(path: str, parameters: tuple[Parameter, ...]) -> DescribedAddress:
    """The page where the values of a filter are chosen for the page at path."""
    return DescribedAddress(
        f"{path}/{{filter}}",
        f"All values of one filter of {path}, with how many articles have each",
        {"": None},
        (
            *parameters,
            Parameter("find", "Only values with these letters."),
            Parameter("apply", f"Go to {path} with these values.", {"type": "string", "enum": ["1"]}),
        ),
    )


ADDRESSES: tuple[DescribedAddress, ...] = (
    DescribedAddress("/", "The newest articles, and the outlets", {"": None}),
    DescribedAddress(
        "/search",
        "Search: the articles with these words that pass the filters",
        {"": None, "json": "Results", "jsonl": "FoundArticle", "csv": None, "atom": None},
        _SEARCH,
        page_only=(_PAGE,),
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
        plain_errors=True,
    ),
    DescribedAddress(
        "/search",
        "Citations of every article that a search finds, newest first",
        dict.fromkeys(one.extension for one in CITATION_FORMATS.values()),
        (_WORDS, *_FILTERS, _COPIES, _FORMS),
    ),
    _values_of_a_filter("/search", _SEARCH),
    DescribedAddress(
        "/timeline",
        "Attention over time: how many articles searches find in each period",
        {"": None, "json": "Timeline", "csv": None},
        _TIMELINE,
    ),
    _values_of_a_filter("/timeline", _TIMELINE),
    DescribedAddress(
        "/concordance",
        "Words in context: where the words of a search stand in the articles of one page of results",
        {"": None, "json": "Concordance", "csv": None},
        (*_CONCORDANCE, _PAGE),
    ),
    _values_of_a_filter("/concordance", _CONCORDANCE),
    DescribedAddress(
        "/words",
        "Distinctive words: the words that are typical of the articles of a search. It needs words or a filter",
        {"": None, "json": "DistinctiveWords", "csv": None},
        _DISTINCTIVE,
    ),
    _values_of_a_filter("/words", _DISTINCTIVE),
    DescribedAddress(
        "/article/{id}",
        "An article with today's text, or its citation",
        {"": None, "json": "Article", "txt": None, **_CITATIONS},
        (Parameter("full", "As .txt: also address, authors and times."),),
    ),
    DescribedAddress(
        "/article/{id}/{number}",
        "One version of an article, or its citation; version.txt is the text of which a digest is taken",
        _VERSION_FORMATS,
        (
            Parameter("changes", "On the page: go to the comparison with the version before."),
            Parameter("full", "As .txt: also address, authors and times."),
        ),
    ),
    DescribedAddress(
        "/article/{id}/{number}-{digest}",
        "The permanent address of a version: leads to the version with this text, whatever number it has now",
        _VERSION_FORMATS,
        is_redirect=True,
    ),
    DescribedAddress(
        "/article/{id}/changes",
        "Two versions of an article, compared. If none is named, the newest and the one before it",
        {"": None},
        (
            Parameter("older", "The number of one version.", {"type": "integer", "minimum": 1}),
            Parameter("newer", "The number of the other version.", {"type": "integer", "minimum": 1}),
            _choice("view", "In one text, or side by side.", VIEWS, "inline"),
        ),
    ),
    DescribedAddress("/article/{id}/page", "The page from which an article was read, as captured", _CAPTURE_FORMATS),
    DescribedAddress(
        "/article/{id}/{number}/page", "The page from which a version was read, as captured", _CAPTURE_FORMATS
    ),
    DescribedAddress(
        "/article/{id}/{time}/page", "The permanent address of a captured page (a memento)", _CAPTURE_FORMATS
    ),
    DescribedAddress(
        "/article/{id}/picture",
        "The lead picture of an article, as captured: a JPEG, PNG, WebP, GIF or AVIF file",
        {"": None},
        media_type="image/*",
    ),
    DescribedAddress(
        "/timegate/{url}",
        "Leads to the captured page of an article nearest to the time in Accept-Datetime (Memento, RFC 7089)",
        {"": None},
        media_type="text/plain",
        is_redirect=True,
        plain_errors=True,
    ),
    DescribedAddress(
        "/timemap/link/{url}",
        "All captured pages of an article (Memento, RFC 7089)",
        {"": None},
        media_type="application/link-format",
        plain_errors=True,
    ),
    DescribedAddress(
        "/timemap/json/{url}",
        "All captured pages of an article, as JSON",
        {"": None},
        media_type="application/json",
        plain_errors=True,
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
        plain_errors=True,
    ),
    DescribedAddress("/collections", "All collections and tags", {"": None, "json": "Collections"}),
    DescribedAddress(
        "/collection/{name}",
        "The articles of a collection, newest first",
        {"": None, "json": "Collection", "csv": None},
        page_only=(Parameter("before", "Only articles before this position in time.", _POSITION),),
    ),
    DescribedAddress("/watches", "All watches", {"": None, "json": "Watches"}),
    DescribedAddress(
        "/watch/{name}", "What a watch found, the last one first", {"": None, "json": "WatchResults", "atom": None}
    ),
    DescribedAddress(
        "/fetch",
        "Whether the archive has an address, and the command that fetches it",
        {"": None, "json": "Address"},
        (Parameter("url", "The address of an article, in full.", {"type": "string", "format": "uri"}),),
        plain_errors=True,
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
