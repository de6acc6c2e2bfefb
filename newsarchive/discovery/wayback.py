"""The Wayback Machine: where to ask it for its copies of an outlet's pages, and what its index answers. Pure.

The index speaks the protocol "Wayback CDX Server API", as wayback-cdx-server/README.md of
https://github.com/internetarchive/wayback documents it: url and matchType, from and to (both included), fl, filter,
collapse, limit, and showResumeKey with resumeKey to go on where an answer ended. A copy as it was captured, without the
Wayback Machine's own additions, stands at /web/TIMEid_/ADDRESS, TIME in UTC as YYYYMMDDhhmmss.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from newsarchive.errors import WaybackError
from newsarchive.urls import is_web_address

# Copies in one answer of the index; its own bound is 150,000.
ROWS_PER_ANSWER = 5_000

_TIME = "%Y%m%d%H%M%S"
_FIELDS = ("timestamp", "original")
_SNAPSHOT_PATH = re.compile(r"/web/(?P<at>\d{14})id_/(?P<url>https?://.+)$")


@dataclass(frozen=True, slots=True)
class WaybackSnapshot:
    """A page as the Wayback Machine holds it: its own address, and when it was captured."""

    url: str
    captured_at: datetime


@dataclass(frozen=True, slots=True)
class SnapshotListing:
    """One answer of the index; resume_key leads to the next, None where there is none."""

    snapshots: tuple[WaybackSnapshot, ...] = ()
    resume_key: str | None = None


def listing_url(base: str, domain: str, first: datetime, last: datetime) -> str:
    """The address of the index's list of pages of domain and its subdomains captured from first to last.

    One copy a page, the first of that time, of those that were answered with 200 and are HTML.
    """
    query = [
        ("url", domain),
        ("matchType", "domain"),
        ("from", first.astimezone(UTC).strftime(_TIME)),
        ("to", last.astimezone(UTC).strftime(_TIME)),
        ("output", "json"),
        ("fl", ",".join(_FIELDS)),
        ("filter", "statuscode:200"),
        ("filter", "mimetype:text/html"),
        ("collapse", "urlkey"),
        ("limit", str(ROWS_PER_ANSWER)),
        ("showResumeKey", "true"),
    ]
    return f"{base.rstrip('/')}/cdx/search/cdx?{urlencode(query, safe=',:/')}"


def resume_url(listing: str, resume_key: str | None) -> str:
    """The address of a list from resume_key on; that comes percent-encoded from the index and goes back as it came."""
    return f"{listing}&resumeKey={resume_key}" if resume_key else listing


def parse_listing(body: bytes, url: str) -> SnapshotListing:
    """The copies in an answer of the index at url; rows that name no web address or no time are left out.

    Raises:
        WaybackError: body is not the list that was asked for.
    """
    try:
        rows = json.loads(body) if body.strip() else []
    except ValueError as error:
        raise WaybackError(f"{url}: not an answer of a CDX index but {body[:40]!r}") from error
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise WaybackError(f"{url}: not an answer of a CDX index, which is a list of lists")
    if not rows:
        return SnapshotListing()
    names, *rest = rows
    if not set(_FIELDS) <= set(map(str, names)):
        raise WaybackError(f"{url}: its fields are {names}; {', '.join(_FIELDS)} were asked for")
    resume_key = _resume_key(rest)
    rest = rest[:-2] if resume_key else rest
    return SnapshotListing(
        tuple(copy for row in rest if (copy := _snapshot(dict(zip(names, row, strict=False))))), resume_key
    )


def snapshot_url(base: str, copy: WaybackSnapshot) -> str:
    """The address at which a copy stands as it was captured."""
    return f"{base.rstrip('/')}/web/{copy.captured_at.strftime(_TIME)}id_/{copy.url}"


def snapshot_at(address: str) -> WaybackSnapshot | None:
    """The copy that stands at address; None where that is not the address of one as it was captured."""
    match = _SNAPSHOT_PATH.search(address)
    at = _time(match["at"]) if match else None
    return WaybackSnapshot(match["url"], at) if match and at else None


def _resume_key(rows: list[list[Any]]) -> str | None:
    """The key in the last row, which an empty one sets apart."""
    if len(rows) >= 2 and rows[-2] == [] and len(rows[-1]) == 1 and isinstance(rows[-1][0], str):
        return rows[-1][0]
    return None


def _snapshot(row: dict[str, Any]) -> WaybackSnapshot | None:
    url, at = row.get("original"), _time(row.get("timestamp"))
    return WaybackSnapshot(url, at) if isinstance(url, str) and is_web_address(url) and at else None


def _time(text: object) -> datetime | None:
    if not isinstance(text, str) or len(text) != 14:
        return None
    try:
        return datetime.strptime(text, _TIME).replace(tzinfo=UTC)
    except ValueError:
        return None
