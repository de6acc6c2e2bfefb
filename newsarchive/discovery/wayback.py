"""The Wayback Machine: addresses of its index and of its snapshots, and the answers of its index. Pure.

The index implements the "Wayback CDX Server API", documented in wayback-cdx-server/README.md of
https://github.com/internetarchive/wayback: url and matchType, from and to (both included), fl, filter, collapse,
limit, and showResumeKey with resumeKey to continue where an answer ended. A snapshot without the Wayback Machine's own
additions is at /web/TIMEid_/ADDRESS, with TIME in UTC as YYYYMMDDhhmmss.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from newsarchive.errors import WaybackError
from newsarchive.urls import is_web_address

# Snapshots in one answer of the index; the server's limit is 150,000.
ROWS_PER_ANSWER = 5_000

_TIME = "%Y%m%d%H%M%S"
_FIELDS = ("timestamp", "original")
_SNAPSHOT_PATH = re.compile(r"/web/(?P<at>\d{14})id_/(?P<url>https?://.+)$")


@dataclass(frozen=True, slots=True)
class WaybackSnapshot:
    """One snapshot: the address of the original page, and when it was captured (RFC 7089 calls it a memento)."""

    url: str
    captured_at: datetime


@dataclass(frozen=True, slots=True)
class SnapshotListing:
    """One answer of the index; resume_key leads to the next answer, None means that this is the last."""

    snapshots: tuple[WaybackSnapshot, ...] = ()
    resume_key: str | None = None


def listing_url(base: str, domain: str, first: datetime, last: datetime) -> str:
    """The address of the index for pages of domain and its subdomains that were captured from first to last.

    The index lists one snapshot for each page: the first in that time with status 200 and HTML.
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
    """The address of the next part of a list. resume_key comes percent-encoded from the index and is sent unchanged."""
    return f"{listing}&resumeKey={resume_key}" if resume_key else listing


def parse_listing(body: bytes, url: str) -> SnapshotListing:
    """The snapshots in an answer of the index at url; rows without a web address or time are left out.

    Raises:
        WaybackError: body is not the requested list.
    """
    try:
        rows = json.loads(body) if body.strip() else []
    except ValueError as error:
        raise WaybackError(f"{url}: not the answer of a CDX index but {body[:40]!r}") from error
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise WaybackError(f"{url}: not the answer of a CDX index, which is a list of lists")
    if not rows:
        return SnapshotListing()
    names, *rest = rows
    if not set(_FIELDS) <= set(map(str, names)):
        raise WaybackError(f"{url}: the answer has the fields {names}; expected {', '.join(_FIELDS)}")
    resume_key = _resume_key(rest)
    rest = rest[:-2] if resume_key else rest
    return SnapshotListing(
        tuple(copy for row in rest if (copy := _snapshot(dict(zip(names, row, strict=False))))), resume_key
    )


def snapshot_url(base: str, copy: WaybackSnapshot) -> str:
    """The address of a snapshot without the Wayback Machine's additions."""
    return f"{base.rstrip('/')}/web/{copy.captured_at.strftime(_TIME)}id_/{copy.url}"


def snapshot_at(address: str) -> WaybackSnapshot | None:
    """The snapshot at address; None if address is not one that snapshot_url gives."""
    match = _SNAPSHOT_PATH.search(address)
    at = _time(match["at"]) if match else None
    return WaybackSnapshot(match["url"], at) if match and at else None


def _resume_key(rows: list[list[Any]]) -> str | None:
    """The key in the last row, which follows an empty row."""
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
