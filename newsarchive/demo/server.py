"""The server of the sample outlets: one loopback port for each, in threads of this process, with a log of requests.

Knows nothing of clients. Answers GET and HEAD with ETag and Last-Modified, and with 304 if the client is up to date.
"""

import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from newsarchive.demo.addresses import PREFERRED_PORTS
from newsarchive.demo.content import EDITIONS, OUTLETS, read_stories
from newsarchive.demo.sites.all_sites import SITES
from newsarchive.demo.sites.resource import Resource

Site = Mapping[str, Resource]

# How often a host checks whether it must stop.
_POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class LoggedRequest:
    """One request to a sample outlet, and the edition at that time; path includes the query as sent."""

    edition: int
    outlet: str
    method: str
    path: str
    status: int
    is_conditional: bool


class DemoServer:
    """Serves the sample outlets from its construction until `close`. The edition can be changed while it runs.

    Times of articles are counted back from now. If a port in ports is taken, any free port is used; ports={} means any.
    """

    def __init__(self, now: datetime, ports: Mapping[str, int] = PREFERRED_PORTS) -> None:
        self.edition = EDITIONS[0]
        self._log: list[LoggedRequest] = []
        self._lock = threading.Lock()
        self._hosts = {outlet: _Host(self, outlet, ports.get(outlet, 0)) for outlet in OUTLETS}
        self._sites = {
            (outlet, edition): SITES[outlet](read_stories(outlet, edition, now), host.home)
            for outlet, host in self._hosts.items()
            for edition in EDITIONS
        }
        for host in self._hosts.values():
            host.start()

    @property
    def homes(self) -> dict[str, str]:
        """The URL of each sample outlet's front page, by the outlet's name."""
        return {outlet: host.home for outlet, host in self._hosts.items()}

    @property
    def log(self) -> list[LoggedRequest]:
        """All requests so far, oldest first."""
        with self._lock:
            return list(self._log)

    def site(self, outlet: str) -> Site:
        """All resources of a sample outlet in the current edition, by path."""
        return self._sites[outlet, self.edition]

    def publish(self, edition: int) -> None:
        """Serves another edition from now on."""
        self.edition = edition

    def record(self, outlet: str, method: str, path: str, status: int, *, is_conditional: bool) -> None:
        """Adds one request to the log."""
        with self._lock:
            self._log.append(LoggedRequest(self.edition, outlet, method, path, status, is_conditional))

    def close(self) -> None:
        for host in self._hosts.values():
            host.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Host(ThreadingHTTPServer):
    """One sample outlet's port of 127.0.0.1."""

    daemon_threads = True

    def __init__(self, demo: DemoServer, outlet: str, port: int) -> None:
        self.demo, self.outlet = demo, outlet
        try:
            super().__init__(("127.0.0.1", port), _Handler)
        except OSError:  # the preferred port is taken
            super().__init__(("127.0.0.1", 0), _Handler)
        self._thread = threading.Thread(
            target=self.serve_forever, args=(_POLL_SECONDS,), name=f"demo {outlet}", daemon=True
        )

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignores a client that closed the connection, such as a killed crawl. Prints any other error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Host

    # http.server finds these by their names.
    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing on stderr: the log is kept in memory."""

    def _answer(self) -> None:
        resource = _find(self.server.demo.site(self.server.outlet), self.path)
        status = self._status(resource)
        conditional = any(name in self.headers for name in ("If-None-Match", "If-Modified-Since"))
        # Logged before it is answered, so that a client with an answer finds its request in the log.
        self.server.demo.record(self.server.outlet, self.command, self.path, int(status), is_conditional=conditional)
        self._send(status, resource)

    def _status(self, resource: Resource | None) -> HTTPStatus:
        if resource is None:
            return HTTPStatus.NOT_FOUND
        return HTTPStatus.NOT_MODIFIED if _is_current(resource, self.headers) else HTTPStatus.OK

    def _send(self, status: HTTPStatus, resource: Resource | None) -> None:
        body = resource.body if resource and status is HTTPStatus.OK else b""
        self.send_response(status)
        if resource:
            self.send_header("ETag", resource.etag)
            self.send_header("Last-Modified", resource.last_modified)
        if resource and status is HTTPStatus.OK:
            self.send_header("Content-Type", resource.content_type)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _find(site: Site, target: str) -> Resource | None:
    """The resource at a path. A query that the outlet does not know, such as a tracking parameter, is ignored."""
    return site.get(target) or site.get(target.partition("?")[0])


def _is_current(resource: Resource, headers: Message) -> bool:
    """Whether the client has these bytes. If-None-Match comes before If-Modified-Since (RFC 9110 §13.2.2)."""
    tags = headers.get("If-None-Match")
    if tags is not None:
        return tags.strip() == "*" or resource.etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    since = headers.get("If-Modified-Since")
    if since is None:
        return False
    try:
        return resource.changed_at <= parsedate_to_datetime(since)
    except (TypeError, ValueError):  # not an HTTP date, or one without a zone: ignored
        return False
