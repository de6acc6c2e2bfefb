"""Texts that change too often: how many versions of them are kept. What is held back is looked at again later."""

import sqlite3
from datetime import datetime, timedelta
from itertools import pairwise

from newsarchive.archive.articles.article_rows import StoredVersion, Version
from newsarchive.comparison.changes import changes
from newsarchive.dates import parse_utc
from newsarchive.text import plain

# A live blog grows by the minute: four versions a day tell how the day went.
LIVE_GAP = timedelta(hours=6)
# Outlets try headlines against each other by turns: what came back is no news after the third time.
FLIPS_A_DAY = 3
DAY = timedelta(days=1)


def held_until(conn: sqlite3.Connection, stored: StoredVersion, version: Version, now: datetime) -> datetime | None:
    """When version may take the place of stored; None when it may now."""
    if version.article.kind == "liveblog" and stored.revision > 1:
        free_at = parse_utc(stored.seen_at) + LIVE_GAP
        return free_at if free_at > now else None
    if any(change.kind != "headline" for change in changes(stored, version.article)):
        return None
    versions = list(
        conn.execute(
            "SELECT seen_at, headline, cause FROM article_versions WHERE article_id = ? ORDER BY number", [stored.id]
        )
    )
    came_back = plain(version.article.headline) in {plain(headline) for _, headline, _ in versions}
    changed_at = [parse_utc(seen_at) for (_, _, cause), (seen_at, _, _) in pairwise(versions) if cause != "ours"]
    recent = [at for at in changed_at if at > now - DAY]
    return recent[-FLIPS_A_DAY] + DAY if came_back and len(recent) >= FLIPS_A_DAY else None
