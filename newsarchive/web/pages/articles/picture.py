"""The lead picture of an article, from its capture."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from datasette.database import Database
from datasette.utils.asgi import NotFound, Request, Response

from newsarchive.archive.articles.pictures import find_picture
from newsarchive.archive.articles.read import get_article
from newsarchive.archive.captures.warc_files import CaptureFiles
from newsarchive.errors import CaptureError, CaptureGone
from newsarchive.formats.pictures import EXTENSIONS, picture_type
from newsarchive.settings import real_file
from newsarchive.web.databases import MAX_ID, article_not_found, run_query
from newsarchive.web.responses import text_response

if TYPE_CHECKING:
    from datasette.app import Datasette

# A stranger's bytes. They are sent only if they are a picture; if a browser still took them for a page, it could do
# nothing.
HEADERS = {
    "content-security-policy": "default-src 'none'; sandbox; base-uri 'none'; frame-ancestors 'none'",
    # A removed picture must not stay in the caches of browsers.
    "cache-control": "no-store",
}


async def picture_file(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The answer at /article/ID/picture: the bytes as they were captured, with the type that they show themselves."""
    article_id = int(request.url_vars["table"])
    found = None
    if article_id <= MAX_ID:
        found = await run_query(archive, lambda conn: find_picture(conn, article_id))
    if found is None:
        if article_id > MAX_ID or await run_query(archive, lambda conn: get_article(conn, article_id)) is None:
            raise await article_not_found(archive, article_id)
        raise NotFound(f"The archive has no picture of article {article_id}.")
    if found.expired_at is not None:
        return _without(datasette, 410, f"The picture was deleted at {found.expired_at:%Y-%m-%d %H:%M:%S} UTC.")
    files = CaptureFiles(real_file(Path(archive.path)).parent / "captures")
    try:
        page = await asyncio.to_thread(files.read, found.ref)
    except CaptureGone:
        return _without(datasette, 410, "The picture cannot be read: its record is missing.")
    except CaptureError:
        # The message names folders of this machine, so it is not shown.
        return _without(datasette, 503, "The picture cannot be read: its record is damaged.")
    media_type = picture_type(page.body)
    if media_type is None:
        return _without(datasette, 503, "The record is not a picture that is shown here.")
    name = f"article-{article_id}.{EXTENSIONS[media_type]}"
    headers = {**HEADERS, "content-disposition": f'inline; filename="{name}"'}
    return Response(page.body, headers=headers, content_type=media_type)


def _without(datasette: Datasette, status: int, problem: str) -> Response:
    return text_response(
        datasette, f"{problem} `newsarchive verify` says more.\n", "text/plain; charset=utf-8", status=status
    )
