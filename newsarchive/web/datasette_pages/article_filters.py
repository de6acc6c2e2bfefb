"""What the page of the table `articles` adds to the conditions in its address: our search, and bounds for days.

Datasette lists articles by search_id. To find those of one year, SQLite would read all newer ones first. But the days
that meet a condition are few, and an index of them says which search_ids their articles have.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from datasette.database import Database
from datasette.filters import FilterArguments, Filters
from datasette.utils.asgi import Request

from newsarchive.archive.search.article_search import MOST_IN_TABLE, TableFilter, table_filter
from newsarchive.archive.search.scope import make_scope
from newsarchive.archive.search.selection import Selection
from newsarchive.web.databases import run_query

_DAY = "published_on"
# Comparisons that a row without a day never meets.
_BOUNDED = ("exact", "contains", "startswith", "endswith", "gt", "gte", "lt", "lte", "like", "glob", "in", "date")
# The first and the last search_id of the articles of each day, from the index of days and search_ids.
_BOUNDS = """SELECT
  min((SELECT a.search_id FROM articles a WHERE a.published_on = d.published_on ORDER BY a.search_id LIMIT 1)),
  max((SELECT a.search_id FROM articles a WHERE a.published_on = d.published_on ORDER BY a.search_id DESC LIMIT 1))
FROM (SELECT value AS published_on FROM totals WHERE dimension = 'published_on') d WHERE {conditions}"""


async def article_filters(archive: Database, request: Request) -> FilterArguments:
    """The search of `_search` with the index and the syntax of our search page, and the bounds of the chosen days."""
    text = request.args.get("_search") or ""
    bounds = await run_query(archive, lambda conn: day_bounds(conn, request.query_string))
    found = await run_query(archive, lambda conn: search_within(conn, text, bounds))
    context = {"supports_search": True, "search": text}
    conditions = [found.where] if found else []
    params: dict[str, Any] = dict(found.params) if found else {}
    if bounds is not None:
        conditions.append("search_id between :first_of_days and :last_of_days")
        params |= {"first_of_days": bounds[0], "last_of_days": bounds[1]}
    return FilterArguments(conditions, params, [found.description] if found else [], context)


def day_bounds(conn: Any, query_string: str) -> tuple[int, int] | None:
    """The lowest and highest search_id of the articles whose day meets the conditions of an address.

    None if it has no condition on days, or none that bounds them. If no article meets them, the lowest is above the
    highest.
    """
    conditions, params = Filters(list(_conditions_on_days(query_string))).build_where_clauses("articles")
    if not conditions:
        return None
    lowest, highest = conn.execute(_BOUNDS.format(conditions=" AND ".join(conditions)), params).fetchone()
    return (1, 0) if lowest is None else (lowest, highest)


def search_within(conn: Any, text: str, bounds: tuple[int, int] | None) -> TableFilter | None:
    """The condition for `_search`; None when nothing was typed. With bounds, the newest matches within them pass."""
    found = table_filter(conn, text)
    if found is None or bounds is None:
        return found
    scope = make_scope(conn, Selection(query=text))
    if scope.match is None:
        # Of filters alone, all articles pass.
        return found
    params = {**scope.params, "match": scope.match, "lowest": bounds[0], "highest": bounds[1], "most": MOST_IN_TABLE}
    ids = [row[0] for row in conn.execute(scope.newest("LIMIT :most + 1"), params)]
    newest = f" (newest {MOST_IN_TABLE:,})" if len(ids) > MOST_IN_TABLE else ""
    return TableFilter(
        "search_id in (select value from json_each(:found))",
        {"found": json.dumps(ids[:MOST_IN_TABLE])},
        f"search matches {scope.parsed.understood}{newest}",
    )


def _conditions_on_days(query_string: str) -> Iterator[tuple[str, str]]:
    for name, value in parse_qsl(query_string):
        column, _, lookup = name.partition("__")
        if column == _DAY and (lookup or "exact") in _BOUNDED:
            yield name, value
