"""How long an outlet's texts usually are: what a text that is suddenly short is compared with."""

import sqlite3
from statistics import median

# The newest articles say how long texts are today; fewer than the least say nothing.
_NEWEST = 100
LEAST_ARTICLES = 20


def typical_length(conn: sqlite3.Connection, outlet: str) -> int | None:
    """The median length in characters of an outlet's newest texts; None where the archive has fewer than 20."""
    rows = conn.execute(
        """SELECT length(b.body) FROM articles a JOIN bodies b ON b.article_id = a.id
           WHERE a.outlet = ? ORDER BY a.search_id DESC LIMIT ?""",
        [outlet, _NEWEST],
    ).fetchall()
    return int(median(row[0] for row in rows)) if len(rows) >= LEAST_ARTICLES else None
