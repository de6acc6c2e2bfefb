"""A cluster of near-duplicates read back: its head, its size, and its members in order of time."""

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from newsarchive.archive.rows_by_name import rows_by_name
from newsarchive.archive.search.scope import LOWEST_SEARCH_ID
from newsarchive.dates import parse_utc
from newsarchive.records import Stamp

# Each condition has an index. A head has its own id in cluster_id, and is a member even when it has not.
_MEMBERS = "(a.cluster_id = :head OR a.id = :head)"
_COLUMNS = """a.id, a.search_id, a.outlet, coalesce(o.title, a.outlet) AS outlet_title, a.url, a.headline, a.standfirst,
  b.body, a.language, a.source, a.similarity, a.published_on, a.published_at, a.first_seen_at, a.gone_at"""
_FROM = "articles a JOIN bodies b ON b.article_id = a.id LEFT JOIN outlets o ON o.name = a.outlet"


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a cluster; similarity to the head is 0 to 1, and None for the head itself."""

    id: int
    search_id: int
    outlet: str
    outlet_title: str
    url: str | None
    headline: str
    standfirst: str | None
    body: str
    language: str | None
    source: str | None
    similarity: float | None
    published: Stamp | None
    first_seen_at: datetime
    gone_at: datetime | None


@dataclass(frozen=True, slots=True)
class Cluster:
    """The head, and how many articles and outlets the cluster has, the head included."""

    head: Member
    articles: int
    outlets: int


def find_cluster(conn: sqlite3.Connection, article_id: int) -> Cluster | None:
    """The cluster of an article; without near-duplicates it has one member. None when there is no such article."""
    row = conn.execute("SELECT coalesce(cluster_id, id) FROM articles WHERE id = ?", [article_id]).fetchone()
    if row is None:
        return None
    # When a head is missing, each of its members is shown as a cluster of its own until `verify --repair`.
    for head_id in (row[0], article_id):
        head = _members(conn, "a.id = :head", {"head": head_id, "limit": 1})
        if head:
            counted = f"SELECT count(*), count(DISTINCT a.outlet) FROM articles a WHERE {_MEMBERS}"  # noqa: S608
            articles, outlets = conn.execute(counted, {"head": head_id}).fetchone()
            return Cluster(head[0], articles, outlets)
    return None


def list_members(
    conn: sqlite3.Connection, head_id: int, *, after: int | None = None, limit: int = 20
) -> tuple[list[Member], bool]:
    """Members in order of time, those with a search_id above after, and whether more follow."""
    # The ids come first, so that texts are read for one page only. The plus leads the planner to the index of clusters.
    ids = f"""SELECT a.id FROM articles a WHERE {_MEMBERS} AND +a.search_id > :after
      ORDER BY a.search_id LIMIT :limit"""  # noqa: S608
    params = {"head": head_id, "after": LOWEST_SEARCH_ID if after is None else after, "limit": limit + 1}
    members = _members(conn, f"a.id IN ({ids})", params)
    return members[:limit], len(members) > limit


def _members(conn: sqlite3.Connection, condition: str, params: dict[str, int]) -> list[Member]:
    cursor = conn.execute(
        f"SELECT {_COLUMNS} FROM {_FROM} WHERE {condition} ORDER BY +a.search_id LIMIT :limit",  # noqa: S608
        params,
    )
    return [_member(row) for row in rows_by_name(cursor)]


def _member(facts: dict[str, Any]) -> Member:
    on, at, gone_at = (facts.pop(name) for name in ("published_on", "published_at", "gone_at"))
    facts["first_seen_at"] = parse_utc(facts["first_seen_at"])
    facts["published"] = Stamp(date.fromisoformat(on), parse_utc(at) if at else None) if on else None
    return Member(**facts, gone_at=parse_utc(gone_at) if gone_at else None)
