"""Texts that change too often: how many versions of them are kept. A version that is held back is checked later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from newsarchive.comparison.changes import changes
from newsarchive.deciding.versions import StoredVersion, Version
from newsarchive.records import Cause
from newsarchive.text import plain

# A live blog grows by the minute. Four versions a day show how the day went.
LIVE_GAP = timedelta(hours=6)
# Outlets test headlines against each other by switching between them. After the third switch it is no news.
SWITCHES_A_DAY = 3
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PastHeadline:
    """The headline of one version, when that was first seen, and whose change replaced it; None for the current one."""

    seen_at: datetime
    headline: str
    cause: Cause | None


def held_until(
    stored: StoredVersion, version: Version, headlines: Sequence[PastHeadline], now: datetime
) -> datetime | None:
    """When version may replace stored; None when it may now. headlines has one of each version, oldest first."""
    if version.article.kind == "liveblog" and stored.revision > 1:
        free_at = stored.seen_at + LIVE_GAP
        return free_at if free_at > now else None
    if any(change.kind != "headline" for change in changes(stored, version.article)):
        return None
    came_back = plain(version.article.headline) in {plain(past.headline) for past in headlines}
    changed_at = [newer.seen_at for older, newer in pairwise(headlines) if older.cause != "ours"]
    recent = [at for at in changed_at if at > now - DAY]
    return recent[-SWITCHES_A_DAY] + DAY if came_back and len(recent) >= SWITCHES_A_DAY else None
