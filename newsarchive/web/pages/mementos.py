"""Memento (RFC 7089) for the addresses of articles: TimeGate, TimeMap, and the headers of captured pages.

/timegate/URL leads to the captured page that is nearest in time; /timemap/link/URL and /timemap/json/URL list all.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from datasette.database import Database
from datasette.utils.asgi import Request, Response

from newsarchive.archive.articles.captured.captured_versions import CapturedVersion
from newsarchive.archive.articles.captured.mementos import FoundMementos, find_mementos
from newsarchive.archive.articles.read import get_article
from newsarchive.urls import resolve
from newsarchive.web.articles.mementos import (
    LINK_FORMAT,
    TIME_FORMAT,
    MementoLink,
    MementoLinks,
    http_date,
    parse_accept_datetime,
)
from newsarchive.web.databases import ShownArchives, run_query, shown_archives
from newsarchive.web.layout import site_of
from newsarchive.web.responses import json_response, text_response

if TYPE_CHECKING:
    from datasette.app import Datasette

PLAIN = "text/plain; charset=utf-8"
_ESCAPED_BEGINNING = re.compile(r"https?(%3A(%2F|/)|:%2F)", re.IGNORECASE)
VARY = {"vary": "accept-datetime"}


async def timegate(datasette: Datasette, archives: ShownArchives, request: Request) -> Response:
    """302 to the captured page nearest to Accept-Datetime; without that header, to the newest (RFC 7089 §4.1.1)."""
    answer = await _timegate(datasette, archives, request)
    answer.headers.update(VARY)
    return answer


async def _timegate(datasette: Datasette, archives: ShownArchives, request: Request) -> Response:
    asked = request.headers.get("accept-datetime")
    wanted = parse_accept_datetime(asked) if asked is not None else None
    if asked is not None and wanted is None:
        return text_response(
            datasette,
            "The header Accept-Datetime is not valid. Use the form of Thu, 31 May 2007 20:35:00 GMT.\n",
            PLAIN,
            status=400,
        )
    links = await _links_of_request(datasette, archives, request)
    if isinstance(links, Response):
        return links
    chosen = links.nearest(wanted)
    answer = text_response(datasette, "", PLAIN, status=302)
    answer.headers.update({"location": chosen.href, "link": links.header(chosen)})
    return answer


async def timemap(datasette: Datasette, archives: ShownArchives, request: Request) -> Response:
    """All captured pages of the article at an address, as links or as JSON."""
    links = await _links_of_request(datasette, archives, request)
    if isinstance(links, Response):
        return links
    if request.url_vars["table"] == "json":
        return json_response(datasette, links.as_json())
    return text_response(datasette, links.link_format(), LINK_FORMAT)


async def memento_headers(
    datasette: Datasette, archive: Database, request: Request, article_id: int, shown: CapturedVersion | None
) -> dict[str, str]:
    """The headers of a captured page, whose time never changes; without shown, of a page that leads to captured pages.

    No headers for an article whose address is not on the web, such as an imported document.
    """
    stored = await run_query(archive, lambda conn: get_article(conn, article_id))
    url = resolve("", stored.article.url) if stored and stored.article.url else None
    if url is None:
        return {}
    archives = shown_archives(datasette) or ShownArchives((archive,))
    links = _links(datasette, archives, request, url, await _read_mementos(archives, url))
    if shown is None:
        return {"link": links.header()}
    own = _link(datasette, archives, request, str(archive.name) if archives.are_several else None, article_id, shown)
    return {"memento-datetime": http_date(shown.fetched_at), "link": links.header(own)}


def links_without_mementos(datasette: Datasette, request: Request, url: str) -> MementoLinks:
    """The addresses of the TimeGate and the TimeMap of url, which is absolute and encoded."""

    def address(path: str) -> str:
        return str(datasette.absolute_url(request, datasette.urls.path(path))) + url

    return MementoLinks(url, address("/timegate/"), address("/timemap/link/"), address("/timemap/json/"))


async def _links_of_request(datasette: Datasette, archives: ShownArchives, request: Request) -> MementoLinks | Response:
    """The links of the address in the path; if it has no mementos, the answer that says why."""
    url = _requested_url(request)
    if url is None:
        problem = "This is not the address of a web page. Put one after the slash that begins with https:// or http://."
        return text_response(datasette, problem + "\n", PLAIN, status=400)
    found = await _read_mementos(archives, url)
    links = _links(datasette, archives, request, url, found)
    if links.mementos:
        return links
    # What one archive knows best: that the pages are gone, then where the article is.
    best = max((one for _, one in found), key=lambda one: (one.was_there, one.article_id is not None))
    return text_response(datasette, f"{best.why_none}\n", PLAIN, status=410 if best.was_there else 404)


async def _read_mementos(archives: ShownArchives, url: str) -> list[tuple[str | None, FoundMementos]]:
    """What each archive has of the page at url, after the name of the archive."""
    return await archives.read(lambda opened: [(one.name, find_mementos(one.conn, url)) for one in opened])


def _links(
    datasette: Datasette,
    archives: ShownArchives,
    request: Request,
    url: str,
    found: list[tuple[str | None, FoundMementos]],
) -> MementoLinks:
    links = links_without_mementos(datasette, request, url)
    mementos = {
        _link(datasette, archives, request, name, one.article_id, capture)
        for name, one in found
        for capture in one.captures
        if one.article_id is not None
    }
    return replace(links, mementos=sorted(mementos, key=lambda link: (link.at, link.href)))


def _link(
    datasette: Datasette,
    archives: ShownArchives,
    request: Request,
    archive: str | None,
    article_id: int,
    capture: CapturedVersion,
) -> MementoLink:
    """The permanent address of a captured page: with its time, because the number of a version can change."""
    base = site_of(datasette, archives).of(archive).article
    path = f"{base}/{article_id}/{capture.fetched_at:{TIME_FORMAT}}/page"
    return MementoLink(capture.fetched_at, str(datasette.absolute_url(request, path)))


def _requested_url(request: Request) -> str | None:
    """The address behind /timegate/ or /timemap/link/, with its query; None if it is not a web address.

    Some proxies make one slash of two, some clients escape the address as a whole, and people leave out the scheme.
    """
    url, scheme = request.url_vars["url"], ""
    if _ESCAPED_BEGINNING.match(url):
        url = unquote(url)
    for known in ("http", "https"):
        if url.lower().startswith(f"{known}:/"):
            scheme, url = known, url[len(known) + 1 :].lstrip("/")
    query = f"?{request.query_string}" if request.query_string else ""
    return resolve("", f"{scheme or 'http'}://{url}{query}")
