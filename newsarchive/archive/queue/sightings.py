"""What feeds and sitemaps say about a URL, as columns of urls, and when it means that the page has changed. Pure."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, cast, get_args

from newsarchive.archive.queue.outcome_groups import CLOSED
from newsarchive.dates import format_utc, parse_utc
from newsarchive.records import DiscoveryKind, Outcome, Sighting, Stamp
from newsarchive.text import fold
from newsarchive.urls import normalize_url

# How long a further hint waits after the first one that the page did not keep; twice as long after each further one.
FIRST_PAUSE, LONGEST_PAUSE = timedelta(hours=2), timedelta(days=7)
_MOST_DOUBLINGS = 10
CLAIMS = ("published", "modified")
HINTS = ("hint_headline", *(f"hint_{claim}_{part}" for claim in CLAIMS for part in ("at", "on")))


def as_row(sighting: Sighting) -> dict[str, str | None]:
    """The columns that a sighting fills."""
    return {
        "url": normalize_url(sighting.url),
        "known_from": sighting.kind,
        "found_in": sighting.found_in,
        "hint_headline": sighting.headline,
        **_stamp_columns("published", sighting.published),
        **_stamp_columns("modified", sighting.modified),
    }


def sighting_of(row: Mapping[str, Any]) -> Sighting | None:
    """The sighting from which a row of urls has its hints; None where no feed or sitemap named the URL."""
    if row["found_in"] is None:
        return None
    # Where a link led to the URL first and a feed named it later, known_from still says link.
    kind = row["known_from"] if row["known_from"] in get_args(DiscoveryKind) else "feed"
    return Sighting(
        url=row["url"],
        found_in=row["found_in"],
        kind=cast(DiscoveryKind, kind),
        headline=row["hint_headline"],
        published=_stamp(row, "published"),
        modified=_stamp(row, "modified"),
    )


def columns_seen_again(row: dict[str, Any], sighting: Sighting, now: datetime) -> dict[str, Any]:
    """The columns to keep for a URL that is seen again, and is_news: whether the hints make it due again."""
    if row["outcome"] in CLOSED:
        return {**row, "is_news": False}
    if row["known_from"] == "wayback":
        # Another web archive named it; from now on the outlet itself does.
        row = {**row, "found_in": None}
    hints, has_changed = changes_of(row, sighting)
    is_idle = row["outcome"] != Outcome.PENDING and row["retry_at"] is None
    is_news = has_changed and is_idle
    return {**row, **hints, **(due_after_hint(row, now) if is_news else {}), "is_news": is_news}


def changes_of(row: Mapping[str, Any], sighting: Sighting) -> tuple[dict[str, str | None], bool]:
    """The hints to keep when a known URL is seen again, and whether they say that its page has changed.

    It has changed when the sighting has a later time than all before, from any feed, or when the same feed has another
    headline. Times only grow, and headlines are compared within one feed, so two feeds that differ do not make the URL
    due again and again.
    """
    new = as_row(sighting)
    is_same_feed = row["found_in"] in (None, new["found_in"])
    hints: dict[str, str | None] = {
        "found_in": new["found_in"] if is_same_feed else row["found_in"],
        "hint_headline": (is_same_feed and new["hint_headline"]) or row["hint_headline"],
    }
    for claim in CLAIMS:
        chosen = new if _is_better(_claim(new, claim), _claim(row, claim)) else row
        hints |= {f"hint_{claim}_{part}": chosen[f"hint_{claim}_{part}"] for part in ("at", "on")}
    has_changed = _is_later(_newest(new), _newest(row) or row["first_seen_at"])
    return hints, has_changed or (is_same_feed and _has_other_headline(row, sighting))


def due_after_hint(row: Mapping[str, Any], now: datetime) -> dict[str, str | int | None]:
    """The columns of a URL whose page should have changed: when to fetch it, and how long later hints then wait.

    Some feeds give every entry a new time at every poll. A first hint is believed at once. Until the page really
    changes, each further one waits longer than the one before. So nothing announced is forgotten, and a page that
    never changes is fetched a few times and not at every poll.
    """
    unmet = row["unmet_hints"] + 1
    believed_from = parse_utc(row["hints_from"]) if row["hints_from"] else now
    at = max(now, believed_from)
    pause = min(FIRST_PAUSE * 2 ** min(unmet - 1, _MOST_DOUBLINGS), LONGEST_PAUSE)
    return {"retry_at": format_utc(at), "unmet_hints": unmet, "hints_from": format_utc(at + pause)}


def _has_other_headline(row: Mapping[str, Any], sighting: Sighting) -> bool:
    old, new = row["hint_headline"], sighting.headline
    # A home page shortens link texts to fit its layout, and uses different ones in two places.
    return bool(old and new and sighting.kind != "home" and fold(old) != fold(new))


def _newest(row: Mapping[str, Any]) -> str | None:
    return max(filter(None, (_claim(row, claim) for claim in CLAIMS)), default=None)


def _claim(row: Mapping[str, Any], claim: str) -> str | None:
    """The time of a claim where there is one, otherwise the day."""
    second: str | None = row[f"hint_{claim}_at"]
    day: str | None = row[f"hint_{claim}_on"]
    return second or day


def _is_later(new: str | None, old: str | None) -> bool:
    """Whether new is later, compared as exactly as both allow: a time is not later than its own day."""
    if new is None or old is None:
        return new is not None
    shared = min(len(new), len(old))
    return new[:shared] > old[:shared]


def _is_better(new: str | None, old: str | None) -> bool:
    """Whether new is later, or the same but more exact."""
    return _is_later(new, old) or bool(new and old and len(new) > len(old) and new.startswith(old))


def _stamp_columns(claim: str, stamp: Stamp | None) -> dict[str, str | None]:
    return {
        f"hint_{claim}_at": format_utc(stamp.at) if stamp and stamp.at else None,
        f"hint_{claim}_on": stamp.on.isoformat() if stamp else None,
    }


def _stamp(row: Mapping[str, Any], claim: str) -> Stamp | None:
    on, at = row[f"hint_{claim}_on"], row[f"hint_{claim}_at"]
    return Stamp(date.fromisoformat(on), parse_utc(at) if at else None) if on else None
