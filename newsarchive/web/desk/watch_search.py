"""Searches as watches: the command that watches the search of a page, and the search of a watch. Pure."""

from dataclasses import dataclass

from newsarchive.archive.desk.desk_names import suggest_name
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.watches.watch_words import watch_words
from newsarchive.web.requests.search_request import FILTERS, SearchForm

DEFAULT_NAME = "my-search"
# Longer names are allowed, but the command must be read.
_NAME_LENGTH = 30


@dataclass(frozen=True, slots=True)
class WatchOffer:
    """How to watch a search: the command to copy, and the feed of the search."""

    command: str
    feed: str


def watch_offer(form: SearchForm, search: str) -> WatchOffer | None:
    """The offer to watch the search of form, at the path search; None if it cannot be watched.

    Earlier versions cannot, and neither can a search that finds everything.
    """
    if form.versions or not (form.words or form.is_narrowed):
        return None
    first = form.first_page
    name = suggest_name(form.words)[:_NAME_LENGTH].strip("-_") or DEFAULT_NAME
    words = watch_words(_selection_of(form))
    return WatchOffer(f"newsarchive watch add {name} {words}", first.address(f"{search}.atom"))


def form_of(selection: Selection) -> SearchForm:
    """The search of a selection as a page's address names it."""
    chosen = {name: tuple(getattr(selection, kind.selection_field)) for name, kind in FILTERS.items()}
    filters = {name: values for name, values in chosen.items() if values}
    return SearchForm(
        words=selection.query,
        filters=filters,
        since=selection.since,
        until=selection.until,
        order="newest",
        exact_forms=selection.exact_forms,
    )


def _selection_of(form: SearchForm) -> Selection:
    return Selection(form.words, **form.selected())
