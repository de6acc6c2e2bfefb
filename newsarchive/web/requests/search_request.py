"""What a reader asks of the archive, as the address of a page says it. Pure; nothing in an address is an error."""

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol
from urllib.parse import urlencode

from newsarchive.archive.search.scope import Order, SearchRequest

# What can be narrowed down to a value: its name in an address, and the name over its list.
FILTERS: Mapping[str, str] = {"outlet": "Outlet", "source": "Source", "language": "Language", "section": "Section"}
# Of these several may be chosen at once.
SEVERAL = frozenset({"outlet"})

# What the arguments `copies` and `versions` take.
ALL_COPIES = "all"
EARLIER_VERSIONS = "earlier"

PAGE_SIZE = 20
MAX_WORDS_CHARACTERS = 2000
MAX_VALUES = 50
MAX_VALUE_CHARACTERS = 300
MAX_PAGE = 100

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_COUNT = re.compile(r"[1-9]\d{0,5}", re.ASCII)
_PLACE = re.compile(r"-?\d{1,18}", re.ASCII)


class Arguments(Protocol):
    """The query string of a request, as Datasette parsed it."""

    def get(self, name: str, default: Any = None) -> Any:
        """The first value of name."""

    def getlist(self, name: str) -> Any:
        """Every value of name."""


@dataclass(frozen=True, slots=True)
class Question:
    """One search: its words, its filters, its order and which page of its results.

    Ranked pages are counted (page); pages newest first begin below a place in time (before, a search_id). Of
    near-copies one stands for all, unless all_copies. With versions the texts before today's are searched.
    complaints say, one line each, what in the address was not understood and what was done instead.
    """

    words: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    order: Order = "relevance"
    all_copies: bool = False
    versions: bool = False
    page: int = 1
    before: int | None = None
    complaints: tuple[str, ...] = ()

    def chosen(self, name: str) -> tuple[str, ...]:
        """The values that one filter is narrowed down to."""
        return self.filters.get(name, ())

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but words narrows the search."""
        return bool(self.filters or self.since or self.until)

    @property
    def is_plain(self) -> bool:
        """Whether nothing beside the words is asked for."""
        return not (self.is_narrowed or self.all_copies or self.versions)

    @property
    def first_page(self) -> "Question":
        """The same search from its beginning."""
        return replace(self, page=1, before=None)

    def with_filter(self, name: str, *values: str) -> "Question":
        """The same search from its beginning, with one filter set to values; to none takes it away."""
        filters = {**self.filters, name: values}
        return replace(self.first_page, filters={key: chosen for key, chosen in filters.items() if chosen})

    def arguments(self) -> Iterator[tuple[str, str]]:
        """The question as an address says it: what differs from the plain search, always in the same order."""
        if self.words:
            yield "q", self.words
        for name in FILTERS:
            yield from ((name, value) for value in self.chosen(name))
        if self.since:
            yield "since", self.since.isoformat()
        if self.until:
            yield "until", self.until.isoformat()
        if self.words and self.order != "relevance":
            yield "order", self.order
        if self.all_copies:
            yield "copies", ALL_COPIES
        if self.versions:
            yield "versions", EARLIER_VERSIONS
        if self.page > 1:
            yield "page", str(self.page)
        if self.before is not None:
            yield "before", str(self.before)

    def address(self, path: str) -> str:
        """The permanent address of this page of results, below path."""
        query = urlencode(list(self.arguments()))
        return f"{path}?{query}" if query else path

    def request(self) -> SearchRequest:
        """The question as the archive takes it."""
        return SearchRequest(
            query=self.words,
            outlets=self.chosen("outlet"),
            **{name: self._single(name) for name in FILTERS if name not in SEVERAL},
            since=self.since,
            until=self.until,
            order=self.order if self.words else "newest",
            all_copies=self.all_copies,
            page_size=PAGE_SIZE,
            offset=(self.page - 1) * PAGE_SIZE,
            before=self.before,
        )

    def _single(self, name: str) -> str | None:
        return next(iter(self.chosen(name)), None)


def read_question(arguments: Arguments) -> Question:
    """The question an address asks. What cannot be understood is left out and complained about."""
    complaints: list[str] = []
    words = str(arguments.get("q") or "").replace("\0", " ").strip()
    if len(words) > MAX_WORDS_CHARACTERS:
        words = words[:MAX_WORDS_CHARACTERS]
        complaints.append(f"Only the first {MAX_WORDS_CHARACTERS:,} characters were looked at.")
    since, until = read_days(arguments, complaints)
    return Question(
        words=words,
        filters=_read_filters(arguments),
        since=since,
        until=until,
        order=_read_order(arguments, complaints),
        all_copies=_read_tick(arguments, "copies", ALL_COPIES, complaints),
        versions=_read_tick(arguments, "versions", EARLIER_VERSIONS, complaints),
        page=_read_page(arguments, complaints),
        before=read_place(arguments, "before", complaints),
        complaints=tuple(complaints),
    )


def _read_filters(arguments: Arguments) -> dict[str, tuple[str, ...]]:
    filters = {}
    for name in FILTERS:
        values = read_values(arguments, name, MAX_VALUES if name in SEVERAL else 1)
        if values:
            filters[name] = values
    return filters


def read_values(arguments: Arguments, name: str, most: int = MAX_VALUES) -> tuple[str, ...]:
    """The first few values of one argument, each once."""
    typed = (str(value).strip()[:MAX_VALUE_CHARACTERS] for value in arguments.getlist(name) or [])
    return tuple(dict.fromkeys(value for value in typed if value))[:most]


def read_days(arguments: Arguments, complaints: list[str]) -> tuple[date | None, date | None]:
    """The first and the last day asked for, in their order."""
    since = _read_day(arguments, "since", complaints, at_end=False)
    until = _read_day(arguments, "until", complaints, at_end=True)
    if since and until and since > until:
        complaints.append(f"The first day, {since}, lies after the last, {until}; the two were exchanged.")
        since, until = until, since
    return since, until


def _read_day(arguments: Arguments, name: str, complaints: list[str], *, at_end: bool) -> date | None:
    """The day that one argument names; of a year or a month alone its first, or at_end its last."""
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
    except ValueError:  # calendar.IllegalMonthError is one too
        complaints.append(f"“{typed[:40]}” is no day; {name} takes one such as 2016-12-09, or a month, or a year.")
        return None


def _read_order(arguments: Arguments, complaints: list[str]) -> Order:
    typed = str(arguments.get("order") or "relevance")
    if typed == "newest":
        return "newest"
    if typed != "relevance":
        complaints.append(f"“{typed[:40]}” is no order; there are relevance and newest.")
    return "relevance"


def _read_tick(arguments: Arguments, name: str, value: str, complaints: list[str]) -> bool:
    """Whether the box is ticked that sends value under name."""
    typed = str(arguments.get(name) or "")
    if typed not in ("", value):
        complaints.append(f"“{typed[:40]}” is nothing that {name} takes; it takes {value}.")
    return typed == value


def _read_page(arguments: Arguments, complaints: list[str]) -> int:
    typed = str(arguments.get("page") or "1")
    if _COUNT.fullmatch(typed) and int(typed) <= MAX_PAGE:
        return int(typed)
    complaints.append(f"“{typed[:40]}” is no page from 1 to {MAX_PAGE}; this is the first.")
    return 1


def read_place(arguments: Arguments, name: str, complaints: list[str]) -> int | None:
    """The place in a list of articles (a search_id) that the argument name says, or None."""
    typed = str(arguments.get(name) or "")
    if not typed or _PLACE.fullmatch(typed):
        return int(typed) if typed else None
    complaints.append(f"“{typed[:40]}” is no place in the list; this is its beginning.")
    return None
