"""The page /fetch: whether the archive has an address, the command that fetches it, and a bookmarklet; also as JSON.

It changes nothing, whoever opens it. A page on the web that opens it with an address of its own gets only this shown.
"""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.utils.asgi import Request, Response

from newsarchive.archive.queue.listed_urls import known_addresses
from newsarchive.records import Outcome
from newsarchive.urls import is_web_address, normalize_url, readable_url, url_key
from newsarchive.web.databases import run_query
from newsarchive.web.layout import Site, site_of
from newsarchive.web.responses import html_response, json_response, page_format, wrong_request

if TYPE_CHECKING:
    from datasette.app import Datasette

# Characters of a wrong address that are shown.
_SHOWN = 100


@dataclass(frozen=True, slots=True)
class FoundAddress:
    """What the archive has about an address; outcome is None where it does not know it, headline without an article."""

    url: str
    outcome: Outcome | None = None
    reason: str | None = None
    outlet: str | None = None
    article_id: int | None = None
    headline: str | None = None


async def fetch_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /fetch, for the address in its parameter url; without one, how to use it."""
    file_format = page_format(request, "Addresses", ["json"])
    url = (request.args.get("url") or "").strip()
    problem = f"{url[:_SHOWN]} is not a web address. Write it in full, with https://." if url else None
    found = None
    if is_web_address(url):
        problem, found = None, await run_query(archive, lambda conn: find_address(conn, url))
    if file_format == "json":
        if found is None:
            return wrong_request(datasette, file_format, problem or "url is missing. Write /fetch.json?url=https://…")
        return json_response(datasette, _row(found))
    site = site_of(datasette, archive)
    context = {
        "here": "fetch",
        "typed": url,
        "problem": problem,
        "bookmarklet": bookmarklet(str(datasette.absolute_url(request, site.fetch))),
        **(_context(found, site) if found else {}),
    }
    return await html_response(datasette, archive, request, "fetch.html", context, status=400 if problem else 200)


def find_address(conn: Any, url: str) -> FoundAddress:
    """What the archive has about url, in any spelling."""
    normalized = normalize_url(url)
    key = url_key(normalized)
    known = known_addresses(conn, {key: url}).get(key)
    if known is None:
        return FoundAddress(normalized)
    one = known.queued
    row = conn.execute("SELECT headline FROM articles WHERE id = ?", [one.article_id]).fetchone()
    article_id, headline = (one.article_id, row[0]) if row else (None, None)
    return FoundAddress(normalized, one.outcome, known.reason, one.outlet, article_id, headline)


def fetch_command(url: str, *, again: bool) -> str:
    """The command that fetches url, safe to paste into a shell whatever url is."""
    words = ["newsarchive", "fetch", *(["--again"] if again else []), shlex.quote(url.replace("'", "%27"))]
    return " ".join(words)


def bookmarklet(address: str) -> str:
    """A bookmark that opens address with the page that the browser shows at that moment, in a new tab.

    With noopener, the shown page gets no hold of the new one.
    """
    # A browser decodes %xx in the address of a bookmarklet before it runs it.
    target = json.dumps(f"{address}?url=").replace("%", "%25")
    return f"javascript:void open({target}+encodeURIComponent(location.href),'_blank','noopener')"


def _context(found: FoundAddress, site: Site) -> dict[str, Any]:
    return {
        "found": found,
        "shown": readable_url(found.url),
        "article": f"{site.article}/{found.article_id}" if found.article_id is not None else None,
        "outcome": str(found.outcome).replace("_", " ") if found.outcome else None,
        "is_pending": found.outcome is Outcome.PENDING,
        "command": fetch_command(found.url, again=found.outcome not in (None, Outcome.PENDING)),
        "json": f"{site.fetch}.json",
    }


def _row(found: FoundAddress) -> dict[str, Any]:
    return {
        "url": found.url,
        "outcome": found.outcome,
        "reason": found.reason,
        "outlet": found.outlet,
        "article": found.article_id,
        "headline": found.headline,
    }
