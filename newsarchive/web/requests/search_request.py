"""A search as the address of a page names it. Pure; nothing in an address raises an error.

What is wrong with an address becomes a warning of the form. The page is then answered with status 400 and the warnings.
"""

import calendar
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from typing import Any, Protocol, cast, get_args
from urllib.parse import urlencode

from newsarchive.archive.search.selection import CopyRole, Order, SearchRequest
from newsarchive.outlet_sets.own_sets import NO_OWN_SETS, OwnSets
from newsarchive.records import Completeness, Kind


@dataclass(frozen=True, slots=True)
class FilterKind:
    """A filter on values: its label, the field of a Selection, and the only values that it takes, if any."""

    label: str
    selection_field: str
    known: tuple[str, ...] | None = None


# By the name in an address.
FILTERS: Mapping[str, FilterKind] = {
    "outlet": FilterKind("Outlet", "outlets"),
    "country": FilterKind("Country", "countries"),
    "set": FilterKind("Set of outlets", "sets"),
    "language": FilterKind("Language", "languages"),
    "source": FilterKind("Source", "sources"),
    "section": FilterKind("Section", "sections"),
    "author": FilterKind("Author", "authors"),
    "kind": FilterKind("Kind", "kinds", get_args(Kind)),
    "completeness": FilterKind("Completeness", "completeness", get_args(Completeness)),
    "near_duplicates": FilterKind("Near-duplicates", "near_duplicates", get_args(CopyRole)),
    "collection": FilterKind("Collection", "collections"),
    "tag": FilterKind("Tag", "tags"),
    "archive": FilterKind("Archive", "archives"),
}

# Every parameter of a search. A page may have more.
PARAMETERS = ("q", *FILTERS, "since", "until", "order", "copies", "versions", "forms", "page", "before", "after")
# The values of the parameters `copies` and `versions`.
ALL_COPIES = "all"
EARLIER_VERSIONS = "earlier"
# The value of the parameter `forms`.
EXACT_FORMS = "exact"

PAGE_SIZE = 20
MAX_WORDS_LENGTH = 2000
MAX_VALUES = 200
MAX_VALUE_LENGTH = 300
MAX_PAGE = 100
# The fields of a SearchForm that say which page of the results it is, as they are for the first.
_FIRST_PAGE: Mapping[str, Any] = {"page": 1, "before": None, "after": None}
# How much of a wrong value a warning quotes.
_QUOTED_LENGTH = 40

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_COUNT = re.compile(r"[1-9]\d{0,5}", re.ASCII)
_POSITION = re.compile(r"-?\d{1,18}", re.ASCII)


class Arguments(Protocol):
    """The query string of a request, as Datasette parsed it."""

    def get(self, name: str, default: Any = None) -> Any:
        """The first value of name."""

    def getlist(self, name: str) -> Any:
        """Every value of name."""

    def __iter__(self) -> Iterator[str]:
        """The names."""


@dataclass(frozen=True, slots=True)
class SearchForm:
    """One search: its words, its filters, its order, and the page of its results.

    Pages by relevance are numbered (page). Pages by date begin after a position in the list, a search_id: before it
    when newest first, after it when oldest first. One near-duplicate stands for all of its cluster, unless all_copies.
    With versions, earlier versions are searched. With exact_forms, no other forms of the words are searched for.
    warnings has a line for each parameter of the address that is wrong: what was read, and what to write.
    own_sets are the user's own sets of outlets, which no address has.
    """

    words: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    order: Order = "relevance"
    all_copies: bool = False
    versions: bool = False
    exact_forms: bool = False
    page: int = 1
    before: int | None = None
    after: int | None = None
    warnings: tuple[str, ...] = ()
    own_sets: OwnSets = NO_OWN_SETS

    def chosen(self, name: str) -> tuple[str, ...]:
        """The chosen values of one filter."""
        return self.filters.get(name, ())

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter or a day narrows the search."""
        return bool(self.filters or self.since or self.until)

    @property
    def is_plain(self) -> bool:
        """Whether the search has words at most: no filter, no day, no checkbox."""
        return not (self.is_narrowed or self.all_copies or self.versions)

    @property
    def first_page(self) -> "SearchForm":
        """The first page of the same search."""
        return replace(self, **_FIRST_PAGE)

    def with_filter(self, name: str, *values: str) -> "SearchForm":
        """The first page of the same search with one filter set to values; without values the filter is removed."""
        filters = {**self.filters, name: values}
        chosen = {key: some for key, some in filters.items() if some}
        # One copy, not that of first_page and another: a page has hundreds of such links.
        return replace(self, filters=chosen, **_FIRST_PAGE)

    def arguments(self) -> Iterator[tuple[str, str]]:
        """The parameters of the address: those that differ from the defaults, always in the same order."""
        if self.words:
            yield "q", self.words
        for name in FILTERS:
            for value in self.filters.get(name, ()):
                yield name, value
        if self.since:
            yield "since", self.since.isoformat()
        if self.until:
            yield "until", self.until.isoformat()
        # Without words nothing is relevant: the newest articles come first.
        if self.order != "relevance" and (self.words or self.order != "newest"):
            yield "order", self.order
        if self.all_copies:
            yield "copies", ALL_COPIES
        if self.versions:
            yield "versions", EARLIER_VERSIONS
        if self.words and self.exact_forms:
            yield "forms", EXACT_FORMS
        if self.page > 1:
            yield "page", str(self.page)
        if self.before is not None:
            yield "before", str(self.before)
        if self.after is not None:
            yield "after", str(self.after)

    @property
    def query_string(self) -> str:
        """The parameters as they stand in an address."""
        return urlencode(list(self.arguments()))

    @property
    def has_search(self) -> bool:
        """Whether anything is searched for; without words and filters the list has all articles."""
        return bool(self.words or self.is_narrowed)

    def address(self, path: str, more: Iterable[tuple[str, object]] = ()) -> str:
        """The permanent address of this page of results, at path; more has parameters that only this path knows."""
        query = urlencode([*self.arguments(), *more])
        return f"{path}?{query}" if query else path

    def request(self) -> SearchRequest:
        """The search as a request to the archive."""
        return SearchRequest(
            query=self.words,
            **self.selected(),
            order=self.order,
            all_copies=self.all_copies,
            page_size=PAGE_SIZE,
            offset=(self.page - 1) * PAGE_SIZE,
            before=self.before,
            after=self.after,
        )

    def selected(self) -> dict[str, Any]:
        """What narrows the search besides its words, and how words are read, as the fields of a Selection."""
        filters = {kind.selection_field: self.chosen(name) for name, kind in FILTERS.items()}
        return {
            **filters,
            "since": self.since,
            "until": self.until,
            "exact_forms": self.exact_forms,
            "own_sets": self.own_sets,
        }


def read_search_form(arguments: Arguments, more: Iterable[str] = ()) -> SearchForm:
    """The search that an address names, on a page with more parameters than these. What is wrong gets a warning."""
    warnings = unknown_parameters(arguments, (*PARAMETERS, *more))
    # Spaces and nothing else are not words. Too many words are noted by the search, which uses the first.
    words = str(arguments.get("q") or "").replace("\0", " ").strip()[:MAX_WORDS_LENGTH]
    since, until = read_days(arguments, warnings)
    return SearchForm(
        words=words,
        filters=_read_filters(arguments, warnings),
        since=since,
        until=until,
        order=_read_order(arguments, warnings),
        all_copies=_read_checkbox(arguments, "copies", ALL_COPIES, warnings),
        versions=_read_checkbox(arguments, "versions", EARLIER_VERSIONS, warnings),
        exact_forms=_read_checkbox(arguments, "forms", EXACT_FORMS, warnings),
        page=_read_page(arguments, warnings),
        before=read_position(arguments, "before", warnings),
        after=read_position(arguments, "after", warnings),
        warnings=tuple(warnings),
    )


def unknown_parameters(arguments: Arguments, known: Collection[str]) -> list[str]:
    """A warning for the first parameter of an address that the page does not have."""
    unknown = next((name for name in arguments if name not in known), None)
    if unknown is None:
        return []
    near = get_close_matches(unknown[:_QUOTED_LENGTH].lower(), known, n=1, cutoff=0.75)
    remedy = f"Did you mean {near[0]}?" if near else f"Use {', '.join(known)}."
    return [f"{unknown[:_QUOTED_LENGTH]} is not a parameter of this page. {remedy}"]


def invalid_value(name: str, typed: str, what: str, remedy: str) -> str:
    """A warning: `since=2026-13-01 is not a valid date. Use YYYY-MM-DD.`"""
    return f"{name}={typed[:_QUOTED_LENGTH]} is not {what}. {remedy}"


def unknown_outlets(form: SearchForm, known: Collection[str]) -> list[str]:
    """A warning for the first outlet of the form that is not known: it finds nothing, probably because of a typo."""
    return _unknown_name(form, "outlet", known, "an outlet of this archive")


def unknown_archives(form: SearchForm, known: Collection[str]) -> list[str]:
    """A warning for the first archive of the form that is not known."""
    return _unknown_name(form, "archive", known, "an archive of this site")


def _unknown_name(form: SearchForm, name: str, known: Collection[str], what: str) -> list[str]:
    unknown = [value for value in form.chosen(name) if value not in known]
    if not unknown:
        return []
    # Only one name, and no longer one than outlets have: comparing takes time in proportion to both.
    near = get_close_matches(unknown[0][:_QUOTED_LENGTH].lower(), known, n=1)
    remedy = f"Did you mean {near[0]}?" if near else "Choose one from the list."
    return [invalid_value(name, unknown[0], what, remedy)]


def _read_filters(arguments: Arguments, warnings: list[str]) -> dict[str, tuple[str, ...]]:
    filters = {}
    for name, kind in FILTERS.items():
        given = len(set(arguments.getlist(name) or []))
        if given > MAX_VALUES:
            warnings.append(f"{name} has {given:,} values. Use at most {MAX_VALUES}.")
        values = read_values(arguments, name)
        if kind.known is not None:
            unknown = next((value for value in values if value not in kind.known), None)
            if unknown is not None:
                warnings.append(invalid_value(name, unknown, "a known value", f"Use {', '.join(kind.known)}."))
            values = tuple(value for value in values if value in kind.known)
        if values:
            filters[name] = values
    return filters


def read_values(arguments: Arguments, name: str, most: int = MAX_VALUES) -> tuple[str, ...]:
    """The first `most` different values of one parameter."""
    typed = (str(value).strip()[:MAX_VALUE_LENGTH] for value in arguments.getlist(name) or [])
    return tuple(dict.fromkeys(value for value in typed if value))[:most]


def read_days(arguments: Arguments, warnings: list[str]) -> tuple[date | None, date | None]:
    """The first and the last day, the earlier one first."""
    since = _read_day(arguments, "since", warnings, at_end=False)
    until = _read_day(arguments, "until", warnings, at_end=True)
    if since and until and since > until:
        warnings.append(f"since={since} is later than until={until}. Swap the two dates.")
        since, until = until, since
    return since, until


def _read_day(arguments: Arguments, name: str, warnings: list[str], *, at_end: bool) -> date | None:
    """The day that a parameter names. Of a year or a month it is the first day, or the last if at_end."""
    typed = str(arguments.get(name) or "").strip()
    if not typed:
        return None
    found = _DAY.fullmatch(typed)
    try:
        if found is None:
            raise ValueError
        year, month = int(found[1]), int(found[2] or (12 if at_end else 1))
        last = calendar.monthrange(year, month)[1] if at_end else 1
        return date(year, month, int(found[3] or last))
    except ValueError:  # calendar.IllegalMonthError is a ValueError too
        warnings.append(invalid_value(name, typed, "a valid date", "Use YYYY-MM-DD."))
        return None


def _read_order(arguments: Arguments, warnings: list[str]) -> Order:
    typed = str(arguments.get("order") or "relevance")
    if typed in get_args(Order):
        return cast(Order, typed)
    warnings.append(invalid_value("order", typed, "a known order", f"Use {', '.join(get_args(Order))}."))
    return "relevance"


def _read_checkbox(arguments: Arguments, name: str, value: str, warnings: list[str]) -> bool:
    """Whether the checkbox is checked that sends value under name."""
    typed = str(arguments.get(name) or "")
    if typed not in ("", value):
        warnings.append(invalid_value(name, typed, "a known value", f"Use {name}={value}."))
    return typed == value


def _read_page(arguments: Arguments, warnings: list[str]) -> int:
    typed = str(arguments.get("page") or "1")
    if _COUNT.fullmatch(typed) and int(typed) <= MAX_PAGE:
        return int(typed)
    warnings.append(invalid_value("page", typed, f"a page from 1 to {MAX_PAGE}", "Leave it out for the first page."))
    return 1


def read_position(arguments: Arguments, name: str, warnings: list[str]) -> int | None:
    """The position in a list of articles (a search_id) that a parameter names, or None."""
    typed = str(arguments.get(name) or "")
    if not typed or _POSITION.fullmatch(typed):
        return int(typed) if typed else None
    warnings.append(invalid_value(name, typed, "a position in this list", "Leave it out for the first page."))
    return None
