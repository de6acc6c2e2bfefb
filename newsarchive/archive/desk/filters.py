"""Collections and tags as filters of a search: chosen, or typed as collection:flood-2026 and -tag:"to read"."""

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from newsarchive.archive.desk.collections import list_collections, unknown_collection
from newsarchive.archive.desk.desk_file import Desk, archive_file_of, desk_errors
from newsarchive.archive.desk.labels import list_tags

# A phrase in quotes is passed over: what it contains was not typed as a filter.
_TYPED = re.compile(
    r'"[^"]*"?|(?<!\S)(?P<minus>[-–—−]|(?-i:NOT)\s+)?(?P<kind>collection|tag):'
    r'(?:"(?P<quoted>[^"]*)"?|(?P<word>[^\s"]*))',
    re.IGNORECASE,
)
_KINDS = ("collection", "tag")
_MAY_BE_TYPED = re.compile(r"(?:collection|tag):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TypedFilters:
    """A query without the filters that were typed in it, the filters, and those that were typed to exclude articles."""

    words: str
    collections: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    excluded_collections: tuple[str, ...] = ()
    excluded_tags: tuple[str, ...] = ()

    @property
    def restated(self) -> str:
        """The filters as they would be typed."""
        wanted = [("", self.collections, self.tags), ("-", self.excluded_collections, self.excluded_tags)]
        return " ".join(
            f'{sign}{kind}:"{value}"' if " " in value else f"{sign}{kind}:{value}"
            for sign, collections, tags in wanted
            for kind, values in (("collection", collections), ("tag", tags))
            for value in values
        )


@dataclass(frozen=True, slots=True)
class DeskSelection:
    """The ids of the articles that collections and tags name, and sentences about names that the desk does not have.

    article_ids is None if no collection and no tag was chosen.
    """

    article_ids: list[int] | None
    excluded_ids: list[int]
    notes: tuple[str, ...] = ()


def split_typed_filters(query: str) -> TypedFilters:
    """The words of query and the filters typed in it. Pure, and in time proportional to its length."""
    if not _MAY_BE_TYPED.search(query):
        return TypedFilters(query)
    kinds: dict[tuple[str, bool], list[str]] = {(kind, no): [] for no in (False, True) for kind in _KINDS}

    def take(found: re.Match[str]) -> str:
        if not found["kind"]:
            return found[0]
        value = " ".join((found["quoted"] or found["word"] or "").split())
        if value:
            kinds[found["kind"].lower(), bool(found["minus"])].append(value)
        return " "

    words = " ".join(_TYPED.sub(take, query).split())
    return TypedFilters(words, *(tuple(dict.fromkeys(values)) for values in kinds.values()))


def read_desk_selection(
    conn: sqlite3.Connection,
    collections: Sequence[str],
    tags: Sequence[str],
    excluded_collections: Sequence[str] = (),
    excluded_tags: Sequence[str] = (),
) -> DeskSelection:
    """The articles in one of collections, if there are any, and with one of tags, if there are any.

    excluded_ids are those in one of excluded_collections or with one of excluded_tags.

    conn is a connection to the archive; its desk is the one beside its file.

    Raises:
        DeskError: the desk cannot be read.
    """
    path = archive_file_of(conn)
    with Desk.open(path) as desk, desk_errors(desk.path):
        notes = [*_unknown_collections(desk, (*collections, *excluded_collections))]
        notes += _unknown_tags(desk, (*tags, *excluded_tags))
        found = [_in_collections(desk, collections)] if collections else []
        found += [_ids(desk, _WITH_TAG, tags)] if tags else []
        excluded = _in_collections(desk, excluded_collections) | _ids(desk, _WITH_TAG, excluded_tags)
    return DeskSelection(sorted(set.intersection(*found)) if found else None, sorted(excluded), tuple(notes))


_IN_COLLECTION = """SELECT DISTINCT article_id FROM collected_articles
  JOIN collections ON id = collection_id WHERE name = ?"""
_WITH_TAG = "SELECT article_id FROM article_tags WHERE tag = ?"


def _ids(desk: Desk, statement: str, values: Sequence[str]) -> set[int]:
    return {row[0] for value in values for row in desk.conn.execute(statement, [value])}


def _in_collections(desk: Desk, names: Sequence[str]) -> set[int]:
    return _ids(desk, _IN_COLLECTION, [name.lower() for name in names])


def _unknown_collections(desk: Desk, names: Sequence[str]) -> list[str]:
    known = [one.name for one in list_collections(desk)] if names else []
    return [unknown_collection(name, known) for name in names if name.lower() not in known]


def _unknown_tags(desk: Desk, tags: Sequence[str]) -> list[str]:
    known = [tag for tag, _ in list_tags(desk)] if tags else []
    folded = {tag.lower() for tag in known}
    return [_unknown_tag(tag, known) for tag in tags if tag.lower() not in folded]


def _unknown_tag(tag: str, known: Sequence[str]) -> str:
    near = get_close_matches(tag[:100], known, n=1)
    hint = f"Did you mean {near[0]}?" if near else "`newsarchive tag` lists all."
    return f"There is no tag {tag[:100]}. {hint}"
