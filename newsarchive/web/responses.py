"""The answers of our pages: HTML, JSON, Atom, text, redirects, and one sentence about a request that is not valid."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.utils import add_cors_headers
from datasette.utils.asgi import NotFound, Request, Response

from newsarchive.dates import format_utc
from newsarchive.web.databases import ShownArchives
from newsarchive.web.layout import Site, site_of

if TYPE_CHECKING:
    # Datasette loads plugins while datasette.app is being imported, so it cannot be imported here.
    from datasette.app import Datasette

JSON_TYPE = "application/json; charset=utf-8"
BAD_REQUEST = "This request is not valid"


@dataclass(frozen=True, slots=True)
class AtomEntry:
    """An entry of an Atom feed: page is an absolute URL, published a UTC time as text to the second."""

    headline: str
    snippet: str
    page: str
    published: str
    outlet: str
    language: str | None = None


async def html_response(
    datasette: Datasette,
    archive: Database | ShownArchives,
    request: Request,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> Response:
    """One of our pages in HTML, from a template and its context."""
    context = {"site": site_of(datasette, archive), **context}
    body = await datasette.render_template(f"newsarchive/{template}", context, request=request)
    page: Response = Response.html(body, status=status)
    return page


def text_response(
    datasette: Datasette, body: str, content_type: str, *, filename: str | None = None, status: int = 200
) -> Response:
    """A page in another format than HTML; filename is the name that a browser suggests when it saves the page."""
    headers: dict[str, str] = {}
    if filename:
        headers["content-disposition"] = f'inline; filename="{filename}"'
    if datasette.cors:
        add_cors_headers(headers)
    return Response(body, status=status, headers=headers, content_type=content_type)


def to_json(value: Any) -> str:
    """value as JSON, indented so that people can read it."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def json_response(datasette: Datasette, value: Any) -> Response:
    """value as JSON, which other programs read."""
    return text_response(datasette, to_json(value), JSON_TYPE)


def page_format(request: Request, subject: str, formats: Iterable[str]) -> str | None:
    """The format that the address asks for; None for the page itself. subject is plural: Watches, Search results.

    Raises:
        NotFound: it is none of the formats.
    """
    wanted: str | None = request.url_vars.get("format")
    known = tuple(formats)
    if wanted is not None and wanted not in known:
        raise NotFound(f"{subject} are available as {', '.join(known)}, not as {wanted[:20]}.")
    return wanted


async def atom_response(
    datasette: Datasette,
    request: Request,
    site: Site,
    title: str,
    *,
    feed: str,
    page: str,
    entries: Sequence[AtomEntry],
    empty_since: datetime,
) -> Response:
    """An Atom feed (RFC 4287) at the path feed, of what the path page shows.

    It was updated when its newest entry was published; empty_since is for a feed without entries.
    """
    context = {
        "site": site,
        "title": f"{site.title}: {title}",
        "self_href": datasette.absolute_url(request, feed),
        "page_href": datasette.absolute_url(request, page),
        "updated": max((entry.published for entry in entries), default=format_utc(empty_since)),
        "entries": entries,
    }
    body = await datasette.render_template("newsarchive/feed.xml", context, request=request)
    return text_response(datasette, body, "application/atom+xml; charset=utf-8")


def wrong_request(datasette: Datasette, file_format: str, problem: str) -> Response:
    """The answer to the address of a file that is wrong: one sentence, as JSON if JSON was asked for."""
    if file_format != "json":
        return text_response(datasette, f"{problem}\n", "text/plain; charset=utf-8", status=400)
    body = json.dumps({"ok": False, "error": problem, "status": 400, "title": BAD_REQUEST}, ensure_ascii=False)
    return text_response(datasette, body + "\n", JSON_TYPE, status=400)


def redirect(address: str) -> Response:
    """The response that sends the browser to address."""
    return Response(status=302, headers={"location": address}, content_type="text/html; charset=utf-8", body="")
