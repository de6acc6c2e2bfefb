"""Several archives under one roof: the name of an archive in the addresses of its own pages.

A single archive has its pages at /article/1, /changes and so on. Of several archives, each has them under its name:
/NAME/article/1. What shows all archives as one has no name in its address: /, /search, /timeline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from datasette.database import Database
from datasette.utils import sqlite3, tilde_decode, tilde_encode  # type: ignore[attr-defined]  # it may be pysqlite3
from datasette.utils.asgi import NotFound, Request

from newsarchive.web.databases import ShownArchives, is_archive_connection, known_archives

if TYPE_CHECKING:
    from datasette.app import Datasette


def archive_routes(datasette: Datasette) -> list[str]:
    """The first parts of the addresses of several archives' own pages; none if there is a single archive.

    For the routes, which are made before the databases are checked.
    """
    routes = [str(db.route) for db in datasette.databases.values() if db.path and _is_archive_file(Path(db.path))]
    return routes if len(routes) > 1 else []


def under_name(routes: Sequence[str], pattern: str) -> str:
    """The pattern of an archive's own page: with several archives, the name of one may come first."""
    if not routes:
        return pattern
    names = "|".join(re.escape(tilde_encode(route)) for route in routes)
    return pattern.replace("^", f"^(?:/(?P<archive>{names}))?", 1)


def without_name(archives: ShownArchives, path: str) -> str:
    """The path of an archive's own page as a single archive has it; any other path as it is."""
    if not archives.are_several:
        return path
    _, first, *rest = path.split("/", 2)
    is_own = rest and any(first == tilde_encode(one.route) for one in archives.databases)
    return f"/{rest[0]}" if is_own else path


def archive_of_request(archives: ShownArchives, request: Request) -> Database:
    """The archive whose page is asked for: the only one, or the one that the path names.

    Raises:
        NotFound: there are several, and the path names none.
    """
    if not archives.are_several:
        return archives.databases[0]
    route = tilde_decode(request.url_vars.get("archive") or "")
    for archive in archives.databases:
        if archive.route == route:
            return archive
    raise NotFound(f"Each archive has this page under its name. The archives are {', '.join(archives.names)}.")


def path_of_pages(datasette: Datasette, archive: Database) -> str:
    """What the paths of an archive's own pages begin with: its name if there are several archives, else nothing."""
    return f"/{tilde_encode(archive.route)}" if len(known_archives(datasette)) > 1 else ""


def _is_archive_file(path: Path) -> bool:
    try:
        conn = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error:
        return False
    try:
        return is_archive_connection(conn)
    finally:
        conn.close()
