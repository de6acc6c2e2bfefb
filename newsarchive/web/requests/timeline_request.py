"""A timeline as the address of its page names it. Pure; an address that is not understood is a UsageError."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import get_args

from newsarchive.analysis.periods import STEPS, Step
from newsarchive.archive.analysis.timeline_values import MOST_QUERIES, TOO_MANY_QUERIES, Split, TimelineRequest
from newsarchive.archive.search.selection import Selection
from newsarchive.errors import UsageError
from newsarchive.web.requests.search_request import (
    EXACT_FORMS,
    MAX_WORDS_LENGTH,
    Arguments,
    SearchForm,
    invalid_value,
    read_search_form,
    read_values,
)
from newsarchive.web.requests.study_form import StudyForm

SHARE = "share"
ONCE = "once"
# Checked first, so that the sentence is about the timeline and not about search.
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "by": STEPS,
    "measure": ("articles", SHARE),
    "copies": ("all", ONCE),
    "split": get_args(Split),
}


@dataclass(frozen=True, slots=True)
class TimelineForm(StudyForm):
    """One timeline: its searches, the filters they share, and how it counts.

    search has the filters and days; its words are not used. Without queries, all articles are counted.
    """

    queries: tuple[str, ...] = ()
    search: SearchForm = field(default_factory=SearchForm)
    step: Step | None = None
    as_share: bool = False
    all_copies: bool = True
    split: Split | None = None

    def arguments(self) -> Iterator[tuple[str, str]]:
        """The parameters of the address."""
        yield from (("q", query) for query in self.queries)
        yield from self.search.arguments()
        if self.step:
            yield "by", self.step
        if self.as_share:
            yield "measure", SHARE
        if not self.all_copies:
            yield "copies", ONCE
        if self.queries and self.search.exact_forms:
            yield "forms", EXACT_FORMS
        if self.split:
            yield "split", self.split

    def narrowed(self, search: SearchForm) -> "TimelineForm":
        """The same timeline with other filters and days."""
        return replace(self, search=search)

    def counted(self) -> Selection:
        """The articles of its search, or of all searches that pass the filters if it compares several."""
        words = self.queries[0] if len(self.queries) == 1 else ""
        return Selection(query=words, **self.search.selected())

    def request(self) -> TimelineRequest:
        """The timeline as a request to the archive; without a search, all articles are counted."""
        selection = Selection(**self.search.selected())
        return TimelineRequest(self.queries or ("",), selection, self.step, self.all_copies, self.split)

    def search_of(self, query: str, since: date, until: date, group: str | None = None) -> SearchForm:
        """The search that lists the articles behind one number; group is the outlet or country of a panel."""
        filters = dict(self.search.filters)
        if self.split and group is not None:
            filters[self.split] = (group,)
        return replace(self.search, words=query, filters=filters, since=since, until=until, all_copies=self.all_copies)


def read_timeline_form(arguments: Arguments) -> TimelineForm:
    """The timeline that an address names.

    Raises:
        UsageError: a value is not understood, or there are more than five searches.
    """
    chosen = {name: _choice(arguments, name) for name in _CHOICES}
    queries = read_values(arguments, "q", most=MOST_QUERIES + 1)
    if len(queries) > MOST_QUERIES:
        raise UsageError(TOO_MANY_QUERIES)
    return TimelineForm(
        queries=tuple(query.replace("\0", " ")[:MAX_WORDS_LENGTH] for query in queries),
        search=read_filters(arguments),
        step=next((step for step in STEPS if step == chosen["by"]), None),
        as_share=chosen["measure"] == SHARE,
        all_copies=chosen["copies"] != ONCE,
        split=next((split for split in get_args(Split) if split == chosen["split"]), None),
    )


def read_filters(arguments: Arguments) -> SearchForm:
    """The filters and days of a search, as the pages of statistics share them with the search page.

    Raises:
        UsageError: a value is not understood.
    """
    form = read_search_form(_OnlyFilters(arguments), _CHOICES)
    refuse_warnings(form)
    return form


def refuse_warnings(form: SearchForm) -> None:
    """Raises UsageError for the first value that is wrong."""
    if form.warnings:
        raise UsageError(form.warnings[0])


class _OnlyFilters:
    """The arguments of an address without those that mean something else to the search page."""

    _OTHERS = ("q", "copies", "versions", "order", "page", "before", "after")

    def __init__(self, arguments: Arguments) -> None:
        self._arguments = arguments

    def __iter__(self) -> Iterator[str]:
        """The names of all parameters: one that the page does not have is an error."""
        return iter(self._arguments)

    def get(self, name: str, default: object = None) -> object:
        return default if name in self._OTHERS else self._arguments.get(name, default)

    def getlist(self, name: str) -> object:
        return [] if name in self._OTHERS else self._arguments.getlist(name)


def _choice(arguments: Arguments, name: str) -> str | None:
    typed = str(arguments.get(name) or "")
    if typed and typed not in _CHOICES[name]:
        raise UsageError(invalid_value(name, typed, "a known value", f"Use {', '.join(_CHOICES[name])}."))
    return typed or None
