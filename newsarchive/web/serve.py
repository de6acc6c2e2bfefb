"""Serve one archive to the browser, or several as one: Datasette with our pages, on an address of this machine."""

import errno
import os
import socket
import sys
import webbrowser
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from datasette.app import Datasette
from uvicorn.protocols.http.h11_impl import H11Protocol

from newsarchive.archive.database import Archive
from newsarchive.archive.several.archives import archive_names
from newsarchive.errors import UsageError
from newsarchive.outlet_sets.own_sets import NO_OWN_SETS, OwnSets
from newsarchive.web.archive_database import as_archive_database
from newsarchive.web.security import REFUSAL_HEADERS

# The port of Datasette, which readers of its documentation know.
DEFAULT_PORT = 8001
# The same as settings.json, which plain `datasette .` reads. suggest_facets would read the whole table for each column.
# Fifty rows fit on a few screens. A cell shows the beginning of a text.
SETTINGS: Mapping[str, Any] = MappingProxyType(
    {"default_page_size": 50, "suggest_facets": False, "truncate_cells_html": 200}
)


@dataclass(frozen=True, slots=True)
class Visitors:
    """How visitors reach the pages, and what they may do there.

    public_url is the address of the home page for visitors, if it is not the one on which the server listens.
    may_run_sql: whether they may run SQL of their own. has_metrics: whether there is a page for Prometheus. title is
    the name of the archive. prefix is the path at which a proxy shows the pages; every address begins with it.
    sets are the user's own sets of outlets.
    """

    public_url: str | None = None
    may_run_sql: bool = True
    has_metrics: bool = False
    title: str | None = None
    prefix: str | None = None
    sets: OwnSets = NO_OWN_SETS

    @property
    def base_url(self) -> str:
        """The beginning of every path, with a slash at both ends.

        Raises:
            UsageError: prefix and public_url have different paths.
        """
        folder = urlsplit(self.public_url or "").path.strip("/")
        wanted = (self.prefix or "").strip("/")
        if self.prefix is not None and self.public_url is not None and wanted != folder:
            raise UsageError(
                f"public_url has the path /{folder}, and prefix is /{wanted}; leave out prefix, or write the same path"
            )
        return f"/{wanted or folder}/" if wanted or folder else "/"


VISITORS_HERE = Visitors()


def may_run_sql(allow_sql: bool | None, host: str, public_url: str | None, prefix: str | None = None) -> bool:
    """What the setting allow_sql means: if unset, only people on this machine may run SQL."""
    return allow_sql if allow_sql is not None else is_loopback(host) and public_url is None and prefix is None


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server that listens on host."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def serve(
    archive_path: Path,
    host: str,
    port: int | None = None,
    open_browser: bool = False,
    visitors: Visitors = VISITORS_HERE,
    others: Sequence[Path] = (),
) -> None:
    """Serve the archive until Ctrl-C, and print the address. It and other archives are shown as one.

    Port 0 means any free port. None means DEFAULT_PORT, or any free port if another program uses it; this is reported.

    Raises:
        UsageError: the server cannot listen on host and port, or a file is named twice.
        ArchiveError: a path has no archive, or this version cannot read it.
    """
    paths = (archive_path, *others)
    archive_names(paths)
    for path in paths:
        Archive.open(path).close()
    server = server_of(archive_path, visitors, others)
    with listen(host, port) as listener:
        used = listener.getsockname()[1]
        if port is None and used != DEFAULT_PORT:
            print(f"port {DEFAULT_PORT} is in use by another program; port {used} is used instead", file=sys.stderr)
        address = f"http://{_url_host(host)}:{used}{visitors.base_url}"
        print(f"Serving {', '.join(map(str, paths))} at {address} (press Ctrl-C to stop)", flush=True)
        if open_browser:
            # The socket is already listening: a request waits until the server has started.
            webbrowser.open(address)
        try:
            server.run(sockets=[listener])
        except KeyboardInterrupt:
            # uvicorn finishes the open requests, then raises the signal again.
            return


def server_of(archive_path: Path, visitors: Visitors, others: Sequence[Path] = ()) -> uvicorn.Server:
    """The server of an archive and others, ready to run."""
    app = make_datasette(archive_path, visitors, others).app()
    return uvicorn.Server(
        uvicorn.Config(app, http=HttpProtocol, log_level="warning", lifespan="on", server_header=False)
    )


def make_datasette(archive_path: Path, visitors: Visitors = VISITORS_HERE, others: Sequence[Path] = ()) -> Datasette:
    """A Datasette that serves the archive, and others beside it, with SETTINGS."""
    settings = {**SETTINGS, "default_allow_sql": visitors.may_run_sql}
    settings["base_url"] = visitors.base_url
    config: dict[str, Any] = {"public_url": visitors.public_url, "read_only": True, "metrics": visitors.has_metrics}
    if visitors.sets.written:
        config["sets"] = {name: list(entries) for name, entries in visitors.sets.written.items()}
    metadata = {"plugins": {"newsarchive": config}, **({"title": visitors.title} if visitors.title else {})}
    datasette = Datasette([os.fspath(path) for path in (archive_path, *others)], settings=settings, metadata=metadata)
    # Datasette's own Database cannot open every file name: see ArchiveDatabase.
    datasette.databases = OrderedDict(
        (name, as_archive_database(database) if database.path else database)
        for name, database in datasette.databases.items()
    )
    return datasette


class HttpProtocol(H11Protocol):
    """uvicorn's HTTP with our headers on its answer to bytes that are not HTTP."""

    def send_400_response(self, msg: str) -> None:
        headers = {"content-type": "text/plain; charset=utf-8", "connection": "close", **REFUSAL_HEADERS}
        lines = ["HTTP/1.1 400 Bad Request", *(f"{name}: {value}" for name, value in headers.items()), "", f"{msg}\n"]
        self.transport.write("\r\n".join(lines).encode())
        self.transport.close()


def listen(host: str, port: int | None) -> socket.socket:
    """A socket that listens on host and port; of port None and 0, see serve.

    Raises:
        UsageError: the port is in use or not allowed, or the address is not one of this machine.
    """
    wanted = DEFAULT_PORT if port is None else port
    try:
        family = socket.getaddrinfo(host, wanted, type=socket.SOCK_STREAM)[0][0]
        listener = socket.create_server((host, wanted), family=family, backlog=128)
    except (OSError, OverflowError) as error:
        if port is None and getattr(error, "errno", None) == errno.EADDRINUSE:
            return listen(host, 0)
        raise UsageError(f"cannot serve on {host} port {wanted}: {_advice(error)}") from error
    # Connections inherit it. asyncio sets it only on sockets that it made itself; without it, the body of an answer
    # waits 40 ms for the browser to confirm the headers.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


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
