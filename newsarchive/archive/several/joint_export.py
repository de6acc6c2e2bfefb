"""The articles of several archives for an export: merged by time, some in memory at a time."""

from collections.abc import Iterator
from dataclasses import replace
from heapq import merge
from itertools import islice
from typing import Any

from newsarchive.archive.articles.read import BATCH, iterate, read_articles
from newsarchive.archive.search.ids.selected_ids import IDS_HELD, select_ids_before
from newsarchive.archive.search.selection import EVERYTHING, Selection
from newsarchive.archive.search.totals import count_articles
from newsarchive.archive.several.archives import OpenArchives
from newsarchive.archive.several.joint_outlets import with_known_outlets
from newsarchive.records import StoredArticle

# The place of the archive and the id of the article, after what orders them: the search_id, newest first.
_Place = tuple[int, int, int]


def iterate_together(archives: OpenArchives, selection: Selection = EVERYTHING) -> Iterator[StoredArticle]:
    """The selected articles of all archives, newest first, each with its earlier versions and the name of its archive.

    As in read.iterate, BATCH of them are in memory, and no read stays open between two of them. Articles of the same
    second are in the order of their archives.

    Raises:
        UsageError: the selection's query has no words to search for.
    """
    if len(archives) == 1:
        return iterate(archives[0].conn, selection)
    selection = with_known_outlets(archives, selection)
    held = max(BATCH, IDS_HELD // len(archives))
    # The first lists are read now, so that a query without words is reported before the export begins.
    firsts = [select_ids_before(archive.conn, selection, None, held) for archive in archives]
    streams = (
        _of_archive(archive.conn, number, selection, first, held)
        for number, (archive, first) in enumerate(zip(archives, firsts, strict=True))
    )
    return _articles(archives, merge(*streams))


def count_together(archives: OpenArchives) -> int:
    """How many articles all archives hold."""
    return sum(count_articles(archive.conn) for archive in archives)


def _of_archive(
    conn: Any, number: int, selection: Selection, rows: list[tuple[int, int]], held: int
) -> Iterator[_Place]:
    while rows:
        yield from ((-search_id, number, article_id) for article_id, search_id in rows)
        rows = select_ids_before(conn, selection, rows[-1][1], held)


def _articles(archives: OpenArchives, places: Iterator[_Place]) -> Iterator[StoredArticle]:
    while batch := list(islice(places, BATCH)):
        found: dict[tuple[int, int], StoredArticle] = {}
        for number, archive in enumerate(archives):
            if ids := [article_id for _, place, article_id in batch if place == number]:
                for stored in read_articles(archive.conn, ids):
                    found[number, stored.id] = replace(stored, archive=archive.name)
        # Meanwhile an article can be removed.
        yield from (found[place[1:]] for place in batch if place[1:] in found)
