"""Serve one archive to the browser: Datasette with our pages, on an address of this machine."""

import errno
import os
import socket
import sys
import webbrowser
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import uvicorn
from datasette.app import Datasette

from newsarchive.archive.database import Archive
from newsarchive.errors import UsageError

# The port of Datasette, which readers of its documentation know.
DEFAULT_PORT = 8001
# The same as settings.json, which plain `datasette .` reads. suggest_facets would read the whole table for each column.
# Fifty rows fit on a few screens. A cell shows the beginning of a text.
SETTINGS: Mapping[str, Any] = MappingProxyType(
    {"default_page_size": 50, "suggest_facets": False, "truncate_cells_html": 200}
)


def serve(archive_path: Path, host: str, port: int | None = None, open_browser: bool = False) -> None:
    """Serve the archive until Ctrl-C, and print the address.

    Port 0 means any free port. None means DEFAULT_PORT, or any free port if another program uses it; this is reported.

    Raises:
        UsageError: the server cannot listen on host and port.
        ArchiveError: the path has no archive, or this version cannot read it.
    """
    Archive.open(archive_path).close()
    datasette = make_datasette(archive_path)
    with listen(host, port) as listener:
        used = listener.getsockname()[1]
        if port is None and used != DEFAULT_PORT:
            print(f"port {DEFAULT_PORT} is in use by another program; port {used} is used instead", file=sys.stderr)
        address = f"http://{_url_host(host)}:{used}/"
        print(f"Serving {archive_path} at {address} (press Ctrl-C to stop)", flush=True)
        if open_browser:
            # The socket is already listening: a request waits until the server has started.
            webbrowser.open(address)
        server = uvicorn.Server(uvicorn.Config(datasette.app(), log_level="warning", lifespan="on"))
        try:
            server.run(sockets=[listener])
        except KeyboardInterrupt:
            # uvicorn finishes the open requests, then raises the signal again.
            return


def make_datasette(archive_path: Path) -> Datasette:
    """A Datasette that serves the archive with SETTINGS."""
    return Datasette([os.fspath(archive_path)], settings=dict(SETTINGS))


def listen(host: str, port: int | None) -> socket.socket:
    """A socket that listens on host and port; of port None and 0, see serve.

    Raises:
        UsageError: the port is in use or not allowed, or the address is not one of this machine.
    """
    wanted = DEFAULT_PORT if port is None else port
    try:
        family = socket.getaddrinfo(host, wanted, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, wanted), family=family, backlog=128)
    except (OSError, OverflowError) as error:
        if port is None and getattr(error, "errno", None) == errno.EADDRINUSE:
            return listen(host, 0)
        raise UsageError(f"cannot serve on {host} port {wanted}: {_advice(error)}") from error


_ADVICE = {
    errno.EADDRINUSE: "another program uses this port; choose another one with --port, or 0 for any free port",
    errno.EACCES: "ports below 1024 need special rights; choose a higher port with --port",
    errno.EADDRNOTAVAIL: "this machine has no such address; choose 127.0.0.1, or 0.0.0.0 for all of its addresses",
}


def _advice(error: Exception) -> str:
    if isinstance(error, socket.gaierror):
        return "the host name is unknown; choose 127.0.0.1, or 0.0.0.0 for all addresses of this machine"
    if isinstance(error, OverflowError):
        return "a port is a number from 0 to 65535"
    return _ADVICE.get(getattr(error, "errno", 0) or 0, str(error))


def _url_host(host: str) -> str:
    """host as written in a URL: IPv6 in brackets (RFC 3986, section 3.2.2)."""
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"[{reachable}]" if ":" in reachable else reachable
