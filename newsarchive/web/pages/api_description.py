"""/openapi.json: the description of all our addresses for programs."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from datasette.database import Database
from datasette.utils.asgi import Request, Response

from newsarchive.web.layout import site_of
from newsarchive.web.openapi.document import describe_api
from newsarchive.web.responses import json_response

if TYPE_CHECKING:
    from datasette.app import Datasette


async def api_description(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The description, with the address under which this archive is served."""
    site = site_of(datasette, archive)
    server = str(datasette.absolute_url(request, site.home)).rstrip("/")
    return json_response(datasette, describe_api(site.title, version("newsarchive"), server))
