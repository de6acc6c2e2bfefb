"""A selection whose collections and tags, typed or chosen, have become the ids of articles."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from newsarchive.archive.desk.filters import read_desk_selection, split_typed_filters
from newsarchive.archive.search.query import Suggestion
from newsarchive.archive.search.selection import Selection
from newsarchive.errors import UsageError

AnySelection = TypeVar("AnySelection", bound=Selection)


@dataclass(frozen=True, slots=True)
class DeskFiltered(Generic[AnySelection]):
    """A selection without collections and tags: article_ids and excluded_ids stand for them.

    typed has the filters that were typed in the query, as they would be typed. notes are sentences for the reader about
    collections and tags that do not exist.
    """

    selection: AnySelection
    typed: str = ""
    notes: tuple[str, ...] = ()

    def restated(self, suggestions: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
        """Suggestions for the words alone, with the filters that were typed beside them."""
        if not self.typed:
            return tuple(suggestions)
        return tuple(replace(one, query=f"{one.query} {self.typed}") for one in suggestions)


def read_desk_filters(conn: sqlite3.Connection, selection: AnySelection) -> DeskFiltered[AnySelection]:
    """The selection with its collections and tags read from the desk; at once where it names none.

    Raises:
        DeskError: the desk cannot be read.
    """
    typed = split_typed_filters(selection.query)
    collections = (*selection.collections, *typed.collections)
    tags = (*selection.tags, *typed.tags)
    if not (collections or tags or typed.excluded_collections or typed.excluded_tags):
        return DeskFiltered(replace(selection, query=typed.words), typed.restated)
    found = read_desk_selection(conn, collections, tags, typed.excluded_collections, typed.excluded_tags)
    known = replace(
        selection,
        query=typed.words,
        collections=(),
        tags=(),
        article_ids=_in_both(selection.article_ids, found.article_ids),
        excluded_ids=tuple(sorted({*selection.excluded_ids, *found.excluded_ids})),
    )
    return DeskFiltered(known, typed.restated, found.notes)


def _in_both(some: Sequence[int] | None, others: list[int] | None) -> Sequence[int] | None:
    """The ids in both lists; None stands for all."""
    if some is None or others is None:
        return some if others is None else others
    return sorted({*some} & {*others})


def check_desk_filters(conn: sqlite3.Connection, selection: Selection) -> None:
    """Checks that the collections and tags of selection exist.

    Raises:
        UsageError: one does not; the message names a similar one.
        DeskError: the desk cannot be read.
    """
    unknown = read_desk_filters(conn, selection).notes
    if unknown:
        raise UsageError(" ".join(unknown))
