"""Addresses of the pages about the words of a search. Pure; an address that is not understood is a UsageError."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import get_args

from newsarchive.analysis.contexts import ContextOrder
from newsarchive.archive.search.selection import Selection
from newsarchive.errors import UsageError
from newsarchive.web.requests.search_request import Arguments, SearchForm, invalid_value, read_search_form
from newsarchive.web.requests.study_form import StudyForm
from newsarchive.web.requests.timeline_request import refuse_warnings

# The page shows so many distinctive words; CSV and JSON have more.
WORDS_SHOWN = 50
MOST_WORDS = 500


@dataclass(frozen=True, slots=True)
class ConcordanceForm(StudyForm):
    """A page of a search whose words are shown in context, and the order of the lines."""

    search: SearchForm = field(default_factory=SearchForm)
    lines_by: ContextOrder = "results"

    def arguments(self) -> Iterator[tuple[str, str]]:
        """The parameters of the address."""
        yield from self.search.arguments()
        if self.lines_by != "results":
            yield "lines", self.lines_by

    def narrowed(self, search: SearchForm) -> "ConcordanceForm":
        """The first page of lines with other filters and days."""
        return replace(self, search=search.first_page)

    def counted(self) -> Selection:
        """The articles of the search."""
        return self.search.request()


@dataclass(frozen=True, slots=True)
class WordsForm(StudyForm):
    """A search whose distinctive words are shown, and whether stop words are among them."""

    search: SearchForm = field(default_factory=SearchForm)
    with_stop_words: bool = False

    def arguments(self) -> Iterator[tuple[str, str]]:
        """The parameters of the address."""
        yield from self.search.arguments()
        if self.with_stop_words:
            yield "stop_words", "shown"

    def narrowed(self, search: SearchForm) -> "WordsForm":
        """The words of the same search with other filters and days."""
        return replace(self, search=search)

    def counted(self) -> Selection:
        """The articles whose words are compared."""
        return Selection(query=self.search.words, **self.search.selected())


def read_concordance_form(arguments: Arguments) -> ConcordanceForm:
    """The page of words in context that an address names.

    Raises:
        UsageError: a value is not understood.
    """
    typed = str(arguments.get("lines") or "results")
    order = next((order for order in get_args(ContextOrder) if order == typed), None)
    if order is None:
        raise UsageError(invalid_value("lines", typed, "a known order", f"Use {', '.join(get_args(ContextOrder))}."))
    return ConcordanceForm(_read_search(arguments, "lines"), order)


def read_words_form(arguments: Arguments) -> WordsForm:
    """The search whose distinctive words an address asks for.

    Raises:
        UsageError: a value is not understood.
    """
    typed = str(arguments.get("stop_words") or "hidden")
    if typed not in ("shown", "hidden"):
        raise UsageError(invalid_value("stop_words", typed, "a known value", "Use shown or hidden."))
    return WordsForm(_read_search(arguments, "stop_words"), typed == "shown")


def _read_search(arguments: Arguments, own: str) -> SearchForm:
    """The search of a page that has one parameter of its own."""
    form = read_search_form(arguments, (own,))
    refuse_warnings(form)
    if form.versions:
        raise UsageError("versions=earlier is not possible here. Words are taken from today's texts.")
    return form
