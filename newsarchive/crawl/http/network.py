"""How connections are made and bodies unpacked: verified certificates, no private addresses, limited headers.

Scrapy makes a TLS context for each crawler, checks no address and limits only bodies. Tells the pace when a request is
sent, and knows nothing else of it; nothing of robots.txt or outlets.
"""

import asyncio
import logging
import re
import socket
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any, Self
from urllib.parse import urlsplit
from urllib.request import getproxies

from OpenSSL import SSL
from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import CannotResolveHostError
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils._compression import _DecompressionMaxSizeExceeded
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet._sslverify import ClientTLSOptions
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError
from twisted.internet.interfaces import IHandshakeListener
from twisted.internet.ssl import CertificateOptions, platformTrust
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS
from twisted.web.iweb import IPolicyForHTTPS
from zlib_ng import zlib_ng
from zope.interface import implementer  # type: ignore[attr-defined]

from newsarchive.crawl.http.failures import HeadTooLarge, PrivateAddress
from newsarchive.crawl.http.pace import ProcessPace
from newsarchive.errors import SettingsError
from newsarchive.urls import DEFAULT_PORTS

# Bytes of one answer's status line and headers; normal ones stay below 64 KB. Scrapy limits only their time.
MAX_HEAD_BYTES = 256 * 1024

# Names that never lead to a public host (RFC 6761, RFC 8375, ICANN's reservation of .internal).
_LOCAL_NAMES = ("localhost", "local", "internal", "home.arpa")
# Loggers that warn about refused answers; we record the refusal with the URL.
_NOISY = ("scrapy.core.downloader.handlers.http11", "scrapy.downloadermiddlewares.httpcompression")

_Address = IPv4Address | IPv6Address

_GZIP = (b"gzip", b"x-gzip")
# Compressed data have control characters at their beginning, text has none.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_BEGINNING_BYTES = 500

# Host names that lead to a private address, and that address: the resolver cannot hand its reason on.
PRIVATE_HOSTS: dict[str, str] = {}


@dataclass(frozen=True)
class Allowed:
    """The private hosts, host:port pairs and networks that may be fetched from (the setting allow_private)."""

    names: frozenset[str] = frozenset()
    pairs: frozenset[tuple[str, int]] = frozenset()
    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    @classmethod
    def parse(cls, entries: Iterable[str]) -> Self:
        """Raises SettingsError for an entry that is not a host, a host:port pair or a network."""
        networks, hosts = [], []
        for entry in entries:
            try:
                networks.append(ip_network(entry.strip("[]"), strict=False))
            except ValueError:
                hosts.append(_split_entry(entry))
        names = frozenset(host for host, port in hosts if port is None)
        return cls(names, frozenset((host, port) for host, port in hosts if port is not None), tuple(networks))

    def reaches(self, name: str, address: _Address) -> bool:
        """Whether a connection to name may go to address; permits checks the port of a pair."""
        listed = name in self.names or any(name == host for host, _ in self.pairs)
        return is_public(address) or listed or self._covers(address)

    def permits(self, host: str, port: int) -> bool:
        """Whether the list names this host and port, or a network that holds the host's literal address."""
        literal = literal_address(host)
        return host in self.names or (host, port) in self.pairs or (literal is not None and self._covers(literal))

    def forbids(self, host: str, port: int) -> bool:
        """Whether the list names the host, but only with other ports."""
        return any(host == name for name, _ in self.pairs) and not self.permits(host, port)

    def _covers(self, address: _Address) -> bool:
        return any(address in network for network in self.networks)


def _split_entry(entry: str) -> tuple[str, int | None]:
    try:
        parts = urlsplit(f"//{entry}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.path or parts.query:
        raise SettingsError(
            f"allow_private: {entry!r} is not a host, a host:port pair or a network such as 192.168.1.0/24"
        )
    return host, port


def is_public(address: _Address) -> bool:
    """Whether address is on the public internet; an IPv4 address inside an IPv6 address decides for it."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def literal_address(host: str) -> _Address | None:
    """The address that host spells out, also in the old spellings (2130706433, 0x7f.1) that resolvers accept."""
    bare = host.strip("[]").rstrip(".")
    try:
        return ip_address(bare)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(bare)) if bare[:1].isdigit() else None
    except OSError:
        return None


def is_local_name(host: str) -> bool:
    """Whether host is a name reserved for this machine or a private network."""
    bare = host.rstrip(".").lower()
    return any(bare == name or bare.endswith("." + name) for name in _LOCAL_NAMES)


def proxy_hosts(proxies: Mapping[str, str]) -> frozenset[str]:
    """The host names of the http and https proxies that the environment names."""
    urls = [proxies[scheme] for scheme in ("http", "https", "all") if proxies.get(scheme)]
    return frozenset(host for url in urls if (host := urlsplit(url if "://" in url else f"//{url}").hostname))


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver of the process; it refuses names that lead to private addresses.

    The checked address is the one we connect to, so a name whose address changes cannot get past it. IPv4 only, like
    Scrapy's default. Behind a proxy only the proxy's own name is resolved here, and it is allowed.
    """

    allowed = Allowed()
    proxies: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> Self:
        resolver: Self = super().from_crawler(crawler, reactor)
        resolver.allowed = Allowed.parse(crawler.settings.getlist("NEWSARCHIVE_ALLOW_PRIVATE"))
        resolver.proxies = proxy_hosts(getproxies())
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":  # noqa: N802 (Twisted's name)
        return super().getHostByName(name, timeout).addCallback(self._check, name)

    def _check(self, address: str, name: str) -> str:
        if name in self.proxies or self.allowed.reaches(name.lower(), ip_address(address)):
            return address
        PRIVATE_HOSTS[name.lower()] = address
        raise DNSLookupError(f"{name} is {address}, a private address")


class PrivateAddressGuard:
    """Downloader middleware: raises PrivateAddress, with the reason, for a URL that leads to a private network.

    It recognizes literal addresses and local names itself; PRIVATE_HOSTS says what PublicResolver refused.
    """

    def __init__(self, allowed: Allowed):
        self._allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(Allowed.parse(crawler.settings.getlist("NEWSARCHIVE_ALLOW_PRIVATE")))

    def process_request(self, request: Request) -> None:
        host, port = _host_and_port(request)
        if self._allowed.permits(host, port):
            return
        literal = literal_address(host)
        if is_local_name(host) or (literal and not is_public(literal)) or self._allowed.forbids(host, port):
            raise _private(f"{host}:{port} is on a private network", host)

    def process_exception(self, request: Request, exception: Exception) -> None:
        host, _ = _host_and_port(request)
        if isinstance(exception, CannotResolveHostError) and host in PRIVATE_HOSTS:
            raise _private(f"{host} leads to {PRIVATE_HOSTS[host]}, an address on a private network", host)


def _private(what: str, host: str) -> PrivateAddress:
    return PrivateAddress(f"{what}; to allow it, list {host} in allow_private")


def _host_and_port(request: Request) -> tuple[str, int]:
    url = urlparse_cached(request)
    return url.hostname or "", url.port or DEFAULT_PORTS.get(url.scheme, 0)


@cache
def _tls_options(ca_file: str | None) -> CertificateOptions:
    """TLS options that trust the system's authorities and those in ca_file.

    Made once: reading the system's bundle takes 4 ms and 0.8 MB, and Scrapy does so for every connection.

    Raises:
        SettingsError: ca_file holds no certificate, or cannot be read.
    """
    options = CertificateOptions(trustRoot=platformTrust(), fixBrokenPeers=True)  # type: ignore[no-untyped-call]
    if ca_file is not None:
        try:
            options.getContext().load_verify_locations(ca_file)
        except SSL.Error as error:
            raise SettingsError(
                f"{ca_file}: it holds no certificates that can be read; set ca_file to a PEM file"
            ) from error
    return options


@implementer(IPolicyForHTTPS)  # type: ignore[no-untyped-call]
class TrustOnce:
    """Verifies chain and host name of every certificate, with one TLS context for the process."""

    def __init__(self, ca_file: str | None = None):
        self._options = _tls_options(ca_file)

    def creatorForNetloc(self, hostname: bytes | str, port: int) -> ClientTLSOptions:  # noqa: N802 (Twisted's name)
        # Scrapy's proxy tunnel passes bytes, as Twisted does; other callers pass text.
        name = hostname.decode("ascii") if isinstance(hostname, bytes) else hostname
        return ClientTLSOptions(self._options._makeTLSConnection, name)


@implementer(IHandshakeListener)  # type: ignore[no-untyped-call]
class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Gives up on an answer whose headers do not end; otherwise only the download's time limit would end it.

    Calls on_sent with the URL of each request when it is written. That may be long after it was asked for, because
    connecting takes time, and what is written before TLS is agreed on waits in this process. Twisted only puts it into
    a buffer, and sends it in the next turn of the event loop, which comes late on a busy machine. So on_sent is called
    once more after that turn.
    """

    _head_bytes = 0
    _url = ""

    def __init__(self, quiescent: Callable[[Any], None], on_sent: Callable[[str], None]):
        super().__init__(quiescent)  # type: ignore[no-untyped-call]
        self._on_sent = on_sent

    def request(self, request: Any) -> "Deferred[Any]":
        self._url = (request.absoluteURI or b"").decode("ascii", "replace")
        answer: Deferred[Any] = super().request(request)
        self._note_sent()
        return answer

    def handshakeCompleted(self) -> None:  # noqa: N802 (Twisted's name)
        """TLS is agreed on; a request that was written before goes out now."""
        if self._url:
            self._note_sent()

    def _note_sent(self) -> None:
        self._on_sent(self._url)
        # asyncio runs what is due after what can be written.
        asyncio.get_running_loop().call_later(0, self._on_sent, self._url)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 (Twisted's name)
        in_head = self._parser is not None and self._parser.state in (STATUS, HEADER)
        self._head_bytes = self._head_bytes + len(data) if in_head else 0
        # One read may hold the end of the headers and much of a body, so one large read proves nothing.
        if in_head and self._head_bytes > MAX_HEAD_BYTES + len(data):
            reason = Failure(HeadTooLarge(f"more than {MAX_HEAD_BYTES} bytes of headers"))  # type: ignore[no-untyped-call]
            self._giveUp(reason)  # type: ignore[no-untyped-call]
            return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class _BoundedFactory(_LenientHTTP11ClientFactory):
    def __init__(self, quiescent: Callable[[Any], None], metadata: str, *, on_sent: Callable[[str], None]):
        super().__init__(quiescent, metadata)  # type: ignore[no-untyped-call]
        self._on_sent = on_sent

    def buildProtocol(self, addr: Any) -> _BoundedProtocol:  # noqa: N802 (Twisted's name)
        return _BoundedProtocol(self._quiescentCallback, self._on_sent)


class WebHandler(HTTP11DownloadHandler):
    """Scrapy's handler of http and https, with our certificates and our limit on headers."""

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self._contextFactory: Any = TrustOnce(crawler.settings["NEWSARCHIVE_CA_FILE"])
        pace: ProcessPace | None = crawler.settings["NEWSARCHIVE_PACE"]
        on_sent = pace.note_sent if pace else lambda url: None
        self._pool._factory = partial(_BoundedFactory, on_sent=on_sent)  # type: ignore[assignment]
        for name in _NOISY:
            logging.getLogger(name).setLevel(logging.ERROR)


class Decompression(HttpCompressionMiddleware):
    """Scrapy's decompression, faster for gzip, which nearly every page uses: 0.3 ms instead of 0.8.

    A body that is not compressed although its header says so is left as it is: some servers name gzip for every answer.
    """

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        whole = gunzipped(body, max_size) if encoding in _GZIP else None
        if whole is not None:
            return whole
        try:
            return HttpCompressionMiddleware._decode(body, encoding, max_size)
        except Exception as error:
            # Each of the decompressors has an error of its own.
            if isinstance(error, _DecompressionMaxSizeExceeded) or _CONTROL.search(body[:_BEGINNING_BYTES]):
                raise
            return body


def gunzipped(body: bytes, max_size: int) -> bytes | None:
    """The content of a body that is one complete gzip member of at most max_size bytes (0: any size), else None.

    For all other bodies Scrapy's own code finds what can be read, or says what is wrong.
    """
    inflater = zlib_ng.decompressobj(zlib_ng.MAX_WBITS | 16)
    try:
        content: bytes = inflater.decompress(body, max_size + 1 if max_size else 0)
    except zlib_ng.error:  # type: ignore[misc]  # its stub calls the class an instance
        return None
    is_whole = inflater.eof and not inflater.unused_data
    return content if is_whole and (not max_size or len(content) <= max_size) else None
