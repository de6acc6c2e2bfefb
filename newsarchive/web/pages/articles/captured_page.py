"""The page of an article as it was captured, under a bar that says when and from where, and its WARC record.

The captured page is a document of its own in a sandboxed frame. Otherwise its styles could cover or imitate the bar.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from datasette.database import Database
from datasette.utils.asgi import AsgiStream, Request, Response

from newsarchive.archive.articles.captured.captured_versions import (
    CapturedVersion,
    find_capture_of_time,
    find_captured_version,
    list_captured_versions,
)
from newsarchive.archive.articles.read import get_article
from newsarchive.archive.captures.warc_files import CaptureFiles
from newsarchive.errors import CaptureError, CaptureGone, CaptureMissing
from newsarchive.extraction.page.decoding import decode
from newsarchive.records import Page, StoredArticle
from newsarchive.settings import real_file
from newsarchive.urls import is_web_address, readable_url
from newsarchive.web.articles.inert_page import RAW_HEADERS, inert_html
from newsarchive.web.articles.mementos import TIME_FORMAT
from newsarchive.web.databases import MAX_ID, run_query
from newsarchive.web.formatting import second_label, text_language
from newsarchive.web.layout import Link, site_of
from newsarchive.web.pages.mementos import memento_headers
from newsarchive.web.responses import html_response, redirect
from newsarchive.web.security import PAGES_POLICY

if TYPE_CHECKING:
    from datasette.app import Datasette

T = TypeVar("T")

# Only the frame below the bar: the policy of the other pages allows no frames.
FRAME_POLICY = f"{PAGES_POLICY}; frame-src 'self'"
# Records are sent in pieces, so that a slow visitor does not keep a second copy of one in memory.
PIECE_BYTES = 1 << 16
# No article has so many versions that a number could be taken for a time.
TIME_DIGITS = 14
DAMAGED = "The captured page cannot be read: its record is damaged. `newsarchive verify` says more."
LOST = "The captured page cannot be read: its record is missing. `newsarchive verify` says more."


async def captured_page(datasette: Datasette, archive: Database, request: Request) -> Response | AsgiStream:
    """The page at /article/ID/page or /article/ID/VERSION/page; .html is the framed page alone, .warc.gz its record.

    In place of VERSION, 14 digits are the time of the capture. This address is permanent; numbers can change.
    """
    article_id, file_format = int(request.url_vars["table"]), request.url_vars.get("format")
    which, _, _ = request.url_vars["pks"].rpartition("/page")
    view = CaptureView(datasette, archive, request, article_id, which)
    answer = await _answer(view, file_format)
    answer.headers.update(await view.memento_headers())
    return answer


async def _answer(view: CaptureView, file_format: str | None) -> Response | AsgiStream:
    try:
        capture = await view.find()
    except CaptureError as error:
        text = str(error)
        status = 404 if isinstance(error, CaptureMissing) else 410
        return await view.without_capture(status, f"{text[:1].upper()}{text[1:]}.")
    try:
        if file_format == "warc.gz":
            return await view.record(capture)
        return await (view.raw(capture) if file_format == "html" else view.framed(capture))
    except CaptureGone:
        return await view.without_capture(410, LOST)
    except CaptureError:
        # The message names folders of this machine, so it is not shown.
        return await view.without_capture(503, DAMAGED)


class CaptureView:
    """The answers about the capture of one version of an article.

    which is the number of the version or the time of the capture, as in the address; "" is the current version.
    """

    def __init__(self, datasette: Datasette, archive: Database, request: Request, article_id: int, which: str) -> None:
        self.datasette = datasette
        self.archive = archive
        self.request = request
        self.article_id = article_id
        self.which = which
        self.found: CapturedVersion | None = None
        self.site = site_of(datasette, archive)
        self.files = CaptureFiles(real_file(Path(archive.path)).parent / "captures")

    @property
    def article_href(self) -> str:
        """The address of the article."""
        return f"{self.site.article}/{self.article_id}"

    @property
    def address(self) -> str:
        """The address of this page."""
        return f"{self.article_href}/{self.which}/page" if self.which else f"{self.article_href}/page"

    @property
    def version(self) -> int | None:
        """The number of the version, if the address has it."""
        return int(self.which) if self.which and len(self.which) != TIME_DIGITS else None

    async def find(self) -> CapturedVersion:
        """Where the capture is.

        Raises:
            CaptureMissing, CaptureGone: there is none, or it was deleted.
        """
        if max(self.article_id, self.version or 0) > MAX_ID:
            raise CaptureMissing(f"there is no article {self.article_id}, or no such version of it")
        if len(self.which) != TIME_DIGITS:
            self.found = await self._query(lambda conn: find_captured_version(conn, self.article_id, self.version))
            return self.found
        try:
            at = datetime.strptime(self.which, TIME_FORMAT).replace(tzinfo=UTC)
        except ValueError:
            raise CaptureMissing(f"{self.which} is not a time; use year, month, day, hour, minute and second") from None
        self.found = await self._query(lambda conn: find_capture_of_time(conn, self.article_id, at))
        return self.found

    async def memento_headers(self) -> dict[str, str]:
        """The headers of RFC 7089. /article/ID/page is not a memento, because it shows another page tomorrow."""
        if self.article_id > MAX_ID:
            return {}
        shown = self.found if self.which else None
        return await memento_headers(self.datasette, self.archive, self.request, self.article_id, shown)

    async def framed(self, capture: CapturedVersion) -> Response:
        """The bar, and the frame with the page as it was captured."""
        # Read here too, so that what cannot be read is said in the bar.
        page = await asyncio.to_thread(self.files.read, capture.ref)
        context = {
            **await self._article_context(capture.number),
            "captured": second_label(capture.fetched_at),
            "captured_from": _address(page.final_url),
            "memento": _address(page.memento.url) if page.memento else None,
            "status": page.status,
            "is_rendered": page.raw is not None,
            "raw_href": f"{self.address}.html",
            "record_href": f"{self.address}.warc.gz",
        }
        return await self._bar(context)

    async def raw(self, capture: CapturedVersion) -> Response:
        """The captured page alone, inert, for the frame."""
        if self.request.headers.get("sec-fetch-dest") == "document":
            # Opened in a window of its own, it would have no bar.
            return redirect(self.address)
        stored = await self._query(lambda conn: get_article(conn, self.article_id))
        language = stored.article.language if stored else None
        # In a thread: pages may have millions of characters.
        body = await asyncio.to_thread(lambda: _inert(self.files.read(capture.ref), language))
        return Response(body, headers=dict(RAW_HEADERS), content_type="text/html; charset=utf-8")

    async def record(self, capture: CapturedVersion) -> AsgiStream:
        """The WARC record as it is stored, a complete .warc.gz file; two records for a rendered page."""
        record = await asyncio.to_thread(self.files.record, capture.ref)
        name = f"article-{self.article_id}-{capture.number}.warc.gz"

        async def send_pieces(writer: Any) -> None:
            for begin in range(0, len(record), PIECE_BYTES):
                piece = record[begin : begin + PIECE_BYTES]
                await writer.send({"type": "http.response.body", "body": piece, "more_body": True})

        headers = {"content-disposition": f'attachment; filename="{name}"', "content-length": str(len(record))}
        return AsgiStream(send_pieces, headers=headers, content_type="application/gzip")

    async def without_capture(self, status: int, problem: str) -> Response:
        """The page that says why there is nothing to show: 404 if there never was a capture, 410 if it is gone."""
        return await self._bar({**await self._article_context(self.version), "problem": problem}, status)

    async def _bar(self, context: dict[str, Any], status: int = 200) -> Response:
        answer = await html_response(
            self.datasette, self.archive, self.request, "captured_page.html", context, status=status
        )
        answer.headers["content-security-policy"] = FRAME_POLICY
        return answer

    async def _article_context(self, number: int | None) -> dict[str, Any]:
        """What the bar says about the article; little where there is none."""

        def query(conn: Any) -> tuple[StoredArticle | None, list[CapturedVersion]]:
            stored = get_article(conn, self.article_id) if self.article_id <= MAX_ID else None
            return stored, list_captured_versions(conn, self.article_id) if stored else []

        stored, captures = await self._query(query)
        if stored is None:
            return {"heading": None, "versions": []}
        shown = stored.revision if number is None else number
        is_current = shown == stored.revision
        return {
            "heading": stored.article.headline,
            "text_language": text_language(stored.article.language),
            "outlet": stored.outlet_title,
            "article_href": self.article_href if is_current else f"{self.article_href}/{shown}",
            "shown": shown,
            "newest": stored.revision,
            "versions": [
                Link(str(one.number), f"{self.article_href}/{one.number}/page")
                for one in captures
                if one.expired_at is None
            ],
        }

    async def _query(self, query: Callable[[Any], T]) -> T:
        return await run_query(self.archive, query)


def _inert(page: Page, language: str | None) -> bytes:
    """The page in UTF-8, read with the encoding with which its article was read."""
    return inert_html(decode(page.body, page.header("Content-Type"), language)).encode("utf-8", "replace")


def _address(url: str) -> Link:
    """An address for people to read, which is a link if it is one of the web."""
    return Link(readable_url(url), url if is_web_address(url) else "")
