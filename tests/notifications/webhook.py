"""A webhook on loopback: keeps what is posted to it, and answers as it is told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Posted:
    """One request: its path with the query, its headers and its body."""

    path: str
    headers: dict[str, str]
    body: str

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass
class Webhook:
    """statuses are the next answers, the last one for all further requests; None: no answer until hold is set."""

    port: int
    posted: list[Posted] = field(default_factory=list)
    statuses: list[int | None] = field(default_factory=lambda: [200])
    hold: threading.Event = field(default_factory=threading.Event)
    arrived: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    @property
    def url(self) -> str:
        """Its address for apprise, with something secret in it."""
        return f"json://user:hunter2@127.0.0.1:{self.port}/secret-path"

    @property
    def titles(self) -> list[str]:
        return [one.json["title"] for one in self.posted]

    def next_status(self) -> int | None:
        return self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]


@contextmanager
def webhook() -> Iterator[Webhook]:
    """A webhook that is open while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            hook.posted.append(Posted(self.path, dict(self.headers), body))
            hook.arrived.release()
            status = hook.next_status()
            if status is None:
                hook.hold.wait(60)
                status = 200
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing on standard error."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        hook = Webhook(server.server_port)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield hook
        finally:
            hook.hold.set()
            server.shutdown()
