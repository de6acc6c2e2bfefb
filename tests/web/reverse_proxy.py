"""A web server in front of `newsarchive serve`, as Caddy and nginx are: it passes requests on, with TLS or without."""

import http.client
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    """What a visitor gets."""

    status: int
    headers: http.client.HTTPMessage
    text: str


@contextmanager
def proxied(upstream: str, prefix: str, *, strips: bool, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """The address of a proxy that shows upstream at prefix; strips: it takes the prefix away from each path."""
    scheme = "https" if tls else "http"

    class Forwarding(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            if not self.path.startswith(prefix):
                self.send_error(404)
                return
            path = self.path[len(prefix) - 1 :] if strips else self.path
            connection = http.client.HTTPConnection(urlsplit(upstream).netloc, timeout=30)
            headers = {"Host": self.headers["Host"], "X-Forwarded-Proto": scheme, "X-Forwarded-For": "203.0.113.9"}
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            body = answer.read()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("transfer-encoding", "content-length", "connection", "date", "server"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            connection.close()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Forwarding)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"{scheme}://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)


def visit(address: str, tls: ssl.SSLContext | None = None) -> Answer:
    """The answer to a visitor, without following redirects."""
    parts = urlsplit(address)
    if tls:
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(parts.netloc, timeout=30, context=tls)
    else:
        connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    connection.request("GET", parts.path + (f"?{parts.query}" if parts.query else ""))
    answer = connection.getresponse()
    found = Answer(answer.status, answer.headers, answer.read().decode(errors="replace"))
    connection.close()
    return found
