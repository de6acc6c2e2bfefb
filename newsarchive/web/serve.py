"""Serve one archive in a browser: Datasette with our pages, on an address of this machine."""

import errno
import os
import socket
import webbrowser
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import uvicorn
from datasette.app import Datasette

from newsarchive.archive.database import Archive
from newsarchive.errors import UsageError

# The same as settings.json, from which plain `datasette .` takes them. suggest_facets reads the whole table for every
# column; fifty rows fit a few screens; a cell shows the beginning of a text.
SETTINGS: Mapping[str, Any] = MappingProxyType(
    {"default_page_size": 50, "suggest_facets": False, "truncate_cells_html": 200}
)


def serve(archive_path: Path, host: str, port: int, open_browser: bool = False) -> None:
    """Serve the archive until it is stopped; says on standard output where. Port 0 takes a free one.

    Raises:
        UsageError: host and port cannot be listened on.
        ArchiveError: there is no archive at the path, or not one this version reads.
    """
    Archive.open(archive_path).close()
    datasette = make_datasette(archive_path)
    with listen(host, port) as listener:
        address = f"http://{_in_address(host)}:{listener.getsockname()[1]}/"
        print(f"{archive_path} is served at {address} (Ctrl-C ends it)", flush=True)
        if open_browser:
            # The socket listens already: a request waits there until the server takes it.
            webbrowser.open(address)
        server = uvicorn.Server(uvicorn.Config(datasette.app(), log_level="warning", lifespan="on"))
        try:
            server.run(sockets=[listener])
        except KeyboardInterrupt:
            # uvicorn has answered what it had begun, then passes the signal on.
            return


def make_datasette(archive_path: Path) -> Datasette:
    """A Datasette that serves the archive with our settings."""
    return Datasette([os.fspath(archive_path)], settings=dict(SETTINGS))


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on host and port.

    Raises:
        UsageError: they are in use, not allowed, or not of this machine.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=128)
    except (OSError, OverflowError) as error:
        raise UsageError(f"cannot serve on {host} port {port}: {_advice(error)}") from error


_ADVICE = {
    errno.EADDRINUSE: "another program uses it; choose another with --port, or 0 for any free one",
    errno.EACCES: "ports below 1024 need special rights; choose a higher one with --port",
    errno.EADDRNOTAVAIL: "this machine has no such address; choose 127.0.0.1, or 0.0.0.0 for all of its addresses",
}


def _advice(error: Exception) -> str:
    if isinstance(error, socket.gaierror):
        return "there is no such host; choose 127.0.0.1, or 0.0.0.0 for all addresses of this machine"
    if isinstance(error, OverflowError):
        return "ports go from 0 to 65535"
    return _ADVICE.get(getattr(error, "errno", 0) or 0, str(error))


def _in_address(host: str) -> str:
    """host as an address in a URL shows it (RFC 3986 §3.2.2: IPv6 in brackets)."""
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"[{reachable}]" if ":" in reachable else reachable
