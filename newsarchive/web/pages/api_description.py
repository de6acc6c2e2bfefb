"""/openapi.json: the description of all our addresses for programs."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from datasette.database import Database
from datasette.utils.asgi import Request, Response

from newsarchive.web.layout import site_of, text_response
from newsarchive.web.openapi.document import describe_api
from newsarchive.web.result_formats import to_json

if TYPE_CHECKING:
    from datasette.app import Datasette


async def api_description(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The description, with the address under which this archive is served."""
    site = site_of(datasette, archive)
    server = str(datasette.absolute_url(request, site.home)).rstrip("/")
    body = to_json(describe_api(site.title, version("newsarchive"), server))
    return text_response(datasette, body, "application/json; charset=utf-8")
