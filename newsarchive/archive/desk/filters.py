"""Collections and tags as filters of a search: chosen, or typed as collection:flood-2026 and tag:"to read"."""

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from newsarchive.archive.desk.collections import list_collections, unknown_collection
from newsarchive.archive.desk.desk_file import Desk, archive_file_of, desk_errors
from newsarchive.archive.desk.labels import list_tags

NOT_EXCLUDED = "-{}: excludes nothing. A collection or a tag can only be chosen."
# A phrase in quotes is passed over: what it contains was not typed as a filter.
_TYPED = re.compile(
    r'"[^"]*"?|(?<!\S)(?P<minus>-?)(?P<kind>collection|tag):(?:"(?P<quoted>[^"]*)"?|(?P<word>[^\s"]*))', re.IGNORECASE
)
_MAY_BE_TYPED = re.compile(r"(?:collection|tag):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TypedFilters:
    """A query without the filters that were typed in it, the filters, and sentences about what was not understood."""

    words: str
    collections: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def restated(self) -> str:
        """The filters as they would be typed."""
        tags = (f'tag:"{tag}"' if " " in tag else f"tag:{tag}" for tag in self.tags)
        return " ".join([*(f"collection:{name}" for name in self.collections), *tags])


@dataclass(frozen=True, slots=True)
class DeskSelection:
    """The ids of the articles that collections and tags name, and sentences about names that the desk does not have."""

    article_ids: list[int]
    notes: tuple[str, ...] = ()


def split_typed_filters(query: str) -> TypedFilters:
    """The words of query and the filters typed in it. Pure, and in time proportional to its length."""
    if not _MAY_BE_TYPED.search(query):
        return TypedFilters(query)
    kinds: dict[str, list[str]] = {"collection": [], "tag": []}
    notes: list[str] = []

    def take(found: re.Match[str]) -> str:
        if not found["kind"]:
            return found[0]
        kind = found["kind"].lower()
        value = " ".join((found["quoted"] or found["word"] or "").split())
        if found["minus"]:
            notes.append(NOT_EXCLUDED.format(kind))
        elif value:
            kinds[kind].append(value)
        return " "

    words = " ".join(_TYPED.sub(take, query).split())
    unique = {kind: tuple(dict.fromkeys(values)) for kind, values in kinds.items()}
    return TypedFilters(words, unique["collection"], unique["tag"], tuple(dict.fromkeys(notes)))


def read_desk_selection(conn: sqlite3.Connection, collections: Sequence[str], tags: Sequence[str]) -> DeskSelection:
    """The articles in one of collections, if there are any, and with one of tags, if there are any.

    conn is a connection to the archive; its desk is the one beside its file.

    Raises:
        DeskError: the desk cannot be read.
    """
    path = archive_file_of(conn)
    with Desk.open(path) as desk, desk_errors(desk.path):
        found: list[set[int]] = []
        notes: list[str] = []
        if collections:
            known = [one.name for one in list_collections(desk)]
            notes += [unknown_collection(name, known) for name in collections if name.lower() not in known]
            found.append(_ids(desk, _IN_COLLECTION, [name.lower() for name in collections]))
        if tags:
            there = [tag for tag, _ in list_tags(desk)]
            folded = {tag.lower() for tag in there}
            notes += [_unknown_tag(tag, there) for tag in tags if tag.lower() not in folded]
            found.append(_ids(desk, _WITH_TAG, tags))
    return DeskSelection(sorted(set.intersection(*found)) if found else [], tuple(notes))


_IN_COLLECTION = """SELECT DISTINCT article_id FROM collected_articles
  JOIN collections ON id = collection_id WHERE name = ?"""
_WITH_TAG = "SELECT article_id FROM article_tags WHERE tag = ?"


def _ids(desk: Desk, statement: str, values: Sequence[str]) -> set[int]:
    return {row[0] for value in values for row in desk.conn.execute(statement, [value])}


def _unknown_tag(tag: str, known: Sequence[str]) -> str:
    near = get_close_matches(tag[:100], known, n=1)
    hint = f"Did you mean {near[0]}?" if near else "`newsarchive tag` lists all."
    return f"There is no tag {tag[:100]}. {hint}"
