"""Which of some articles a selection finds: for new articles, so that the rest of a large archive is not read."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from newsarchive.archive.search.opened.index_rows import in_runs
from newsarchive.archive.search.scope import Scope, SearchPlan, make_scope
from newsarchive.archive.search.selection import Selection

# Every filter is a condition on an article: a filter that is a word of the index helps only a search of everything.
AMONG_PLAN = SearchPlan(key_share=0.0)


def select_among(conn: sqlite3.Connection, selection: Selection, search_ids: Iterable[int]) -> set[int]:
    """The search_ids, of those given, of the articles that selection finds.

    Takes time in proportion to the articles given and to the matches near them in time. Only for a prefix does SQLite
    read all matches of the archive.

    Raises:
        DeskError: the selection names collections or tags, and the desk cannot be read.
    """
    scope = make_scope(conn, selection, AMONG_PLAN)
    if scope.has_nothing_to_find:
        return set()
    among = replace(scope, row_lists=(*scope.row_lists, "among"))
    statement = among.matches() if among.match else among.listing()
    ids = sorted(set(search_ids))
    runs = [ids] if ids and among.parsed.has_prefix else in_runs(ids)
    return {row[0] for run in runs for row in conn.execute(statement, _params(among, run))}


def _params(scope: Scope, run: list[int]) -> dict[str, object]:
    return {
        **scope.params,
        "match": scope.match,
        "among": json.dumps(run),
        "lowest": max(run[0], scope.params["lowest"]),
        "highest": min(run[-1], scope.params["highest"]),
    }
