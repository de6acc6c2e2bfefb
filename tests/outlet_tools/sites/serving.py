"""Serves one invented site on a port of 127.0.0.1, in threads of this process, with a log of its requests."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from sites.model import Answer, Site

_POLL_SECONDS = 0.01


@dataclass(frozen=True)
class LoggedRequest:
    """One request to the site; path includes the query as sent."""

    method: str
    path: str
    user_agent: str
    status: int


@dataclass
class Running:
    """A site that answers until its `with` block ends."""

    site: Site
    log: list[LoggedRequest] = field(default_factory=list)

    @property
    def base(self) -> str:
        return self.site.base

    def paths(self) -> list[str]:
        return [asked.path for asked in self.log]


@contextmanager
def serve(build: Callable[[str, datetime], Site], now: datetime, port: int = 0) -> Iterator[Running]:
    """Serves the site that build makes on a port of its own. The URLs of the site contain that port."""
    server = ThreadingHTTPServer(("127.0.0.1", port), _Handler, bind_and_activate=True)
    server.daemon_threads = True
    server.running = running = Running(build(f"http://127.0.0.1:{server.server_port}", now))
    thread = threading.Thread(target=server.serve_forever, args=(_POLL_SECONDS,), daemon=True)
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        running: Running = self.server.running
        answer = running.site.answer(self.path)
        status = 304 if answer.status == 200 and self.headers.get("If-None-Match") == answer.etag else answer.status
        # Logged before it is answered, so that a client with an answer finds its request in the log.
        running.log.append(LoggedRequest(self.command, self.path, self.headers.get("User-Agent", ""), status))
        self._send(answer, status)

    do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing on stderr: the log is kept in memory."""

    def _send(self, answer: Answer, status: int) -> None:
        self.send_response(status)
        self.send_header("ETag", answer.etag)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if status != 304 and self.command != "HEAD":
            self.wfile.write(answer.body)
