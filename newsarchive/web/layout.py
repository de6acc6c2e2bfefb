"""What all our pages share: header and footer, static files, permissions, and the responses."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.utils import add_cors_headers
from datasette.utils.asgi import NotFound, Request, Response

from newsarchive.web.databases import other_databases

if TYPE_CHECKING:
    from datasette.app import Datasette

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
STATIC = HERE / "static"
DEFAULT_TITLE = "News archive"
ASSETS = "/-/newsarchive"
_CONTENT_TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its text and its address."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Site:
    """The title of the archive, the addresses of its pages and files, and links to the other databases."""

    title: str
    home: str
    search: str
    article: str
    changes: str
    copies: str
    health: str
    outlet: str
    collection: str
    collections: str
    watch: str
    watches: str
    tables: str
    stylesheet: str
    icon: str
    others: tuple[Link, ...] = ()


def site_of(datasette: Datasette, archive: Database) -> Site:
    """The Site of one archive, with base_url in every address."""
    path = datasette.urls.path
    return Site(
        title=datasette.metadata("title") or DEFAULT_TITLE,
        home=path("/"),
        search=path("/search"),
        article=path("/article"),
        changes=path("/changes"),
        copies=path("/copies"),
        health=path("/health"),
        outlet=path("/outlet"),
        collection=path("/collection"),
        collections=path("/collections"),
        watch=path("/watch"),
        watches=path("/watches"),
        tables=datasette.urls.database(archive.name),
        stylesheet=path(asset_path("style.css")),
        icon=path(asset_path("icon.svg")),
        others=tuple(
            Link(str(db.name), datasette.urls.database(db.name)) for db in other_databases(datasette, archive)
        ),
    )


def asset_path(name: str) -> str:
    """The path of one of our static files, without base_url; it changes with the content, so browsers can cache it."""
    return f"{ASSETS}/{name}?{_read_asset(name)[1]}"


@cache
def _read_asset(name: str) -> tuple[bytes, str]:
    """The content of a static file, and a hash of it."""
    content = (STATIC / name).read_bytes()
    return content, hashlib.blake2b(content, digest_size=6).hexdigest()


async def static_file(request: Request) -> Response:
    """The response with one of our static files."""
    name = request.url_vars["name"]
    if name not in {file.name for file in STATIC.iterdir()}:
        raise NotFound(f"There is no file {name}.")
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(_read_asset(name)[0], headers=headers, content_type=_CONTENT_TYPES[Path(name).suffix])


async def check_may_read(datasette: Datasette, archive: Database, request: Request) -> None:
    """Raise Datasette's Forbidden if its permissions do not let this visitor see the articles."""
    name = str(archive.name)
    permissions: list[Any] = [("view-table", (name, "articles")), ("view-database", name), "view-instance"]
    await datasette.ensure_permissions(request.actor, permissions)


async def html_response(
    datasette: Datasette,
    archive: Database,
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


def redirect(address: str) -> Response:
    """The response that sends the browser to address."""
    return Response(status=302, headers={"location": address}, content_type="text/html; charset=utf-8", body="")
