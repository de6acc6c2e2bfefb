"""What all our pages share: the title and addresses for header and footer, static files, and permissions."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from datasette.database import Database
from datasette.utils.asgi import NotFound, Request, Response

from newsarchive.web.archive_names import path_of_pages
from newsarchive.web.databases import ShownArchives, other_databases
from newsarchive.web.security import file_hash

if TYPE_CHECKING:
    from datasette.app import Datasette

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
STATIC = HERE / "static"
DEFAULT_TITLE = "News archive"
# The name of several archives that are shown as one, in the ids of feeds.
JOINT_NAME = "archives"
ASSETS = "/-/newsarchive"
# A tag has a time at which its author had the host name. This is not a time of the entry, and never changes.
TAG_YEAR = 2026
_CONTENT_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its text and its address."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class ServedFile:
    """One of our static files: its address, and its hash, without which the policy of our pages allows no script."""

    href: str
    integrity: str


@dataclass(frozen=True, slots=True)
class Site:
    """The title of the archive, the addresses of its pages and files, and links to the other databases.

    Of several archives, archive is the name of the one whose page it is. A page of all of them has no address for what
    each archive has of its own (is_joint); archives has the Site of each, by name.
    files: our static files by their names.
    is_read_only: nobody can log in, since only GET and HEAD are answered.
    tag_authority: a host name, the name of the archive, and with them the beginning of the ids in feeds.
    """

    title: str
    home: str
    search: str
    timeline: str
    concordance: str
    words: str
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
    fetch: str = "/fetch"
    files: Mapping[str, ServedFile] = field(default_factory=dict)
    others: tuple[Link, ...] = ()
    archive: str | None = None
    archives: Mapping[str, Site] = field(default_factory=dict)
    is_read_only: bool = False
    tag_authority: tuple[str, str] = ("localhost", "archive")

    @property
    def is_joint(self) -> bool:
        """Whether the page shows several archives as one."""
        return bool(self.archives)

    def of(self, archive: str | None) -> Site:
        """The Site of one of several archives; this one if no archive is named."""
        return self if archive is None else self.archives.get(archive, self)

    def tag_uri(self, address: str) -> str:
        """The id in a feed of what an absolute address shows (RFC 4151).

        It does not depend on the host, port or prefix of a request, so an entry is new to a feed reader only once.
        """
        parts = urlsplit(address)
        path = "/" + parts.path.removeprefix(self.home).lstrip("/")
        query = f"?{parts.query}" if parts.query else ""
        fragment = f"/{parts.fragment}" if parts.fragment else ""
        host, archive = self.tag_authority
        return f"tag:{host},{TAG_YEAR}:{quote(archive)}{path}{query}{fragment}"

    @property
    def own_pages(self) -> tuple[str, ...]:
        """The addresses to which every page links."""
        return (self.home, self.search, self.changes, self.health, self.tables)


def site_of(datasette: Datasette, archive: Database | ShownArchives) -> Site:
    """The Site of one archive, or of several that are shown as one; with base_url in every address."""
    if isinstance(archive, Database):
        return _site_of_one(datasette, archive)
    first = _site_of_one(datasette, archive.databases[0])
    if not archive.are_several:
        return first
    sites = {str(one.name): _site_of_one(datasette, one) for one in archive.databases}
    host, _ = first.tag_authority
    return replace(first, archive=None, archives=sites, tag_authority=(host, JOINT_NAME))


def _site_of_one(datasette: Datasette, archive: Database) -> Site:
    path, config = datasette.urls.path, datasette.plugin_config("newsarchive") or {}
    own = path_of_pages(datasette, archive)
    return Site(
        title=datasette.metadata("title") or DEFAULT_TITLE,
        home=path("/"),
        search=path("/search"),
        timeline=path("/timeline"),
        concordance=path(f"{own}/concordance"),
        words=path(f"{own}/words"),
        article=path(f"{own}/article"),
        changes=path(f"{own}/changes"),
        copies=path(f"{own}/copies"),
        health=path(f"{own}/health"),
        outlet=path(f"{own}/outlet"),
        collection=path(f"{own}/collection"),
        collections=path(f"{own}/collections"),
        watch=path(f"{own}/watch"),
        watches=path(f"{own}/watches"),
        tables=datasette.urls.database(archive.name),
        fetch=path(f"{own}/fetch"),
        files={name: ServedFile(path(asset_path(name)), file_hash(_read_asset(name)[0])) for name in _asset_names()},
        is_read_only=bool(config.get("read_only")),
        tag_authority=(urlsplit(config.get("public_url") or "").hostname or "localhost", str(archive.name)),
        others=tuple(
            Link(str(db.name), datasette.urls.database(db.name))
            for db in other_databases(datasette)
            if db is not archive  # before startup, no archive is known
        ),
        archive=str(archive.name) if own else None,
    )


def asset_path(name: str) -> str:
    """The path of one of our static files, without base_url; it changes with the content, so browsers can cache it."""
    return f"{ASSETS}/{name}?{_read_asset(name)[1]}"


@cache
def _asset_names() -> tuple[str, ...]:
    return tuple(sorted(file.name for file in STATIC.iterdir() if file.suffix in _CONTENT_TYPES))


@cache
def _read_asset(name: str) -> tuple[bytes, str]:
    """The content of a static file, and a hash of it."""
    content = (STATIC / name).read_bytes()
    return content, hashlib.blake2b(content, digest_size=6).hexdigest()


async def static_file(request: Request) -> Response:
    """The response with one of our static files."""
    name = request.url_vars["name"]
    if name not in _asset_names():
        raise NotFound(f"There is no file {name}.")
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(_read_asset(name)[0], headers=headers, content_type=_CONTENT_TYPES[Path(name).suffix])


async def check_may_read(datasette: Datasette, archive: Database | ShownArchives, request: Request) -> None:
    """Raise Datasette's Forbidden if its permissions do not let this visitor see the articles, of all archives."""
    for one in archive.databases if isinstance(archive, ShownArchives) else (archive,):
        name = str(one.name)
        permissions: list[Any] = [("view-table", (name, "articles")), ("view-database", name), "view-instance"]
        await datasette.ensure_permissions(request.actor, permissions)
