"""A scripted web server on loopback, its own certificate authorities, and crawls in a process of their own."""

import asyncio
import json
import os
import socket
import ssl
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from itertools import pairwise
from pathlib import Path
from typing import Any, TypedDict

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from desk import Desk

from tests import warm_python

HERE = Path(__file__).resolve().parent


class Reply(TypedDict, total=False):
    """One answer, as most routes give it. seconds is how long the server waits before it."""

    body: bytes
    status: int
    headers: dict[str, str]
    seconds: float


@dataclass
class Arrival:
    """One request as the server saw it; under_way is the number of requests in progress then, with this one."""

    at: float
    method: str
    path: str
    headers: dict[str, str]
    under_way: int


# A route is a Reply, a function of the arrival and its number on that path (from 1), or a coroutine that writes itself.
Raw = Callable[[Arrival, asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Route = Reply | Callable[[Arrival, int], Reply] | Raw
NOT_FOUND: Reply = {"body": b"not here", "status": 404}


@dataclass
class Site:
    """A server with its own port on loopback: its routes and its requests. A path without a route is a 404."""

    routes: dict[str, Route] = field(default_factory=dict)
    arrivals: list[Arrival] = field(default_factory=list)
    scheme: str = "http"
    port: int = 0
    under_way: int = 0
    _arrived: threading.Condition = field(default_factory=threading.Condition, repr=False)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [arrival.path for arrival in self.arrivals]

    def pages(self) -> list[str]:
        return [path for path in self.paths() if path != "/robots.txt"]

    def has_pages(self, count: int, seconds: float = 100) -> bool:
        """Waits until so many pages have been requested; False if that takes too long."""
        with self._arrived:
            return self._arrived.wait_for(lambda: len(self.pages()) >= count, seconds)

    def gaps(self) -> list[float]:
        times = [arrival.at for arrival in self.arrivals]
        return [later - earlier for earlier, later in pairwise(times)]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            while await self._answer_one(reader, writer):
                pass
        writer.close()

    async def _answer_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        request, *lines = head.strip().split("\r\n")
        method, path, _ = request.split(" ")
        headers = {key.lower(): value for key, value in (line.split(": ", 1) for line in lines)}
        self.under_way += 1
        arrival = Arrival(time.monotonic(), method, path, headers, self.under_way)
        with self._arrived:
            self.arrivals.append(arrival)
            self._arrived.notify_all()
        try:
            return await self._route(arrival, reader, writer)
        finally:
            self.under_way -= 1

    async def _route(self, arrival: Arrival, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        route = self.routes.get(arrival.path, self.routes.get(arrival.method, NOT_FOUND))
        if asyncio.iscoroutinefunction(route):
            await route(arrival, reader, writer)
            return False
        said = route(arrival, self.paths().count(arrival.path)) if callable(route) else route
        await asyncio.sleep(said.get("seconds", 0))
        body = said.get("body", b"")
        headers = {"Content-Type": "text/html", "Content-Length": str(len(body)), **said.get("headers", {})}
        lines = "".join(f"{key}: {value}\r\n" for key, value in headers.items())
        writer.write(f"HTTP/1.1 {said.get('status', 200)} Said\r\n{lines}\r\n".encode("latin-1") + body)
        await writer.drain()
        return True


class Authority:
    """A certificate authority that no system trusts; pem is its certificate."""

    def __init__(self, folder: Path, name: str):
        self._folder, self._name = folder, name
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        builder = self._builder(self._subject, self._key).add_extension(
            x509.BasicConstraints(True, None), critical=True
        )
        certificate = builder.sign(self._key, hashes.SHA256())
        self.pem = folder / f"{name}.pem"
        self.pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))

    def context(self, host: str) -> ssl.SSLContext:
        """What a server needs to speak TLS as host, a name or an address."""
        key = ec.generate_private_key(ec.SECP256R1())
        general = x509.IPAddress(ip_address(host)) if host[0].isdigit() else x509.DNSName(host)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        builder = self._builder(subject, key).add_extension(x509.SubjectAlternativeName([general]), critical=False)
        certificate = builder.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        key_pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file = self._folder / f"{self._name}-{host}.pem"
        file.write_bytes(key_pem + certificate)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _builder(self, subject: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
        today = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(today - timedelta(days=1))
            .not_valid_after(today + timedelta(days=30))
        )


@pytest.fixture(scope="session")
def _loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)


@pytest.fixture(scope="module")
def serve(_loop: asyncio.AbstractEventLoop) -> Iterator[Callable[..., Site]]:
    """serve(routes, tls=context): a Site that answers on a port of its own until the module's tests are over.

    With tls_after, TLS begins so many seconds after each connection.
    """
    servers: list[asyncio.Server] = []
    waiting: list[Future[None]] = []

    def start(routes: dict[str, Route] | None = None, tls: ssl.SSLContext | None = None, tls_after: float = 0) -> Site:
        site = Site(dict(routes or {}), scheme="https" if tls else "http")
        if tls and tls_after:
            listening = socket.create_server(("127.0.0.1", 0))
            listening.setblocking(False)
            site.port = listening.getsockname()[1]
            waiting.append(asyncio.run_coroutine_threadsafe(_begin_tls_late(site, listening, tls, tls_after), _loop))
            return site
        opening = asyncio.start_server(site.serve, "127.0.0.1", 0, ssl=tls)
        server = asyncio.run_coroutine_threadsafe(opening, _loop).result(5)
        servers.append(server)
        site.port = server.sockets[0].getsockname()[1]
        return site

    yield start
    for server in servers:
        _loop.call_soon_threadsafe(server.close)
    for one in waiting:
        one.cancel()


async def _begin_tls_late(site: Site, listening: socket.socket, tls: ssl.SSLContext, seconds: float) -> None:
    loop = asyncio.get_running_loop()
    connections = set()

    async def begin(connection: socket.socket) -> None:
        await asyncio.sleep(seconds)
        reader = asyncio.StreamReader()
        await loop.connect_accepted_socket(
            lambda: asyncio.StreamReaderProtocol(reader, site.serve), connection, ssl=tls
        )

    with listening:
        while True:
            connection, _ = await loop.sock_accept(listening)
            connections.add(asyncio.create_task(begin(connection)))


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Authority]:
    """authority(name): a new certificate authority, its certificate in a temporary file."""
    folder = tmp_path_factory.mktemp("authorities")
    return lambda name: Authority(folder, name)


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., dict[str, Any]]:
    """crawl(jobs, …): runs crawlers with the project's Scrapy settings in one new process; see crawl_job.py.

    jobs maps a crawler's name to its URLs. What comes back maps it to its pages, refusals and more.
    """
    folder = tmp_path_factory.mktemp("crawl")
    clean = {key: value for key, value in os.environ.items() if not _is_ours(key)}

    def run(jobs: dict[str, list[str]], environ: dict[str, str] | None = None, **options: Any) -> dict[str, Any]:
        job = {"jobs": jobs, "settings": {}, "names": {}, **options}
        loopback = {"NEWSARCHIVE_ALLOW_PRIVATE": "127.0.0.0/8", "NEWSARCHIVE_DELAY_SECONDS": "0"}
        done = warm_python.run(
            [sys.executable, str(HERE / "crawl_job.py")],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            timeout=60,
            cwd=folder,
            env={**clean, **loopback, **(environ or {})},
        )
        assert done.returncode == 0, done.stderr
        result: dict[str, Any] = json.loads(done.stdout)
        result["stderr"] = done.stderr
        return result

    return run


def _is_ours(key: str) -> bool:
    return key.startswith(("NEWSARCHIVE_", "SCRAPY_")) or key.lower().endswith("_proxy")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "outlets").mkdir()
    return Desk(tmp_path)
