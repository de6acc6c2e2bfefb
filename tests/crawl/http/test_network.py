"""Certificates and private addresses: tables of cases, and crawls of servers on loopback that pose as others."""

import asyncio
import gzip
from contextlib import suppress
from ipaddress import ip_address
from types import SimpleNamespace

import pytest
from twisted.internet.error import DNSLookupError
from twisted.internet.testing import StringTransport
from twisted.web._newclient import Request
from twisted.web.client import URI
from twisted.web.http_headers import Headers

from newsarchive.crawl.http.network import (
    Allowed,
    Decompression,
    PublicResolver,
    TrustOnce,
    _BoundedFactory,
    gunzipped,
    is_local_name,
    is_public,
    literal_address,
    proxy_hosts,
)
from newsarchive.crawl.http.pace import DownloadLimit, ProcessPace
from newsarchive.errors import SettingsError
from newsarchive.records import Outcome

PAGE = {"body": b"<p>A page.</p>"}


class Clock:
    """A clock that is set by hand."""

    seconds = 0.0

    def __call__(self):
        return self.seconds


async def in_the_next_turn() -> None:
    """Returns when the event loop has run what was due when this was called."""
    turned = asyncio.Event()
    asyncio.get_running_loop().call_later(0, turned.set)
    await turned.wait()


async def test_a_hosts_delay_begins_when_the_request_is_written_to_its_connection():
    clock = Clock()
    pace = ProcessPace(DownloadLimit(lambda: 0), now=clock)
    host = pace.host("https://outlet.example/feed.xml", 1.0)
    host.asked_at = 0.0  # as the gate notes it, when the request goes on to be connected
    connection = _BoundedFactory(lambda protocol: None, "a connection", on_sent=pace.note_sent).buildProtocol(None)
    wire = StringTransport()
    connection.makeConnection(wire)
    clock.seconds = 0.7  # connecting took so long
    uri = URI.fromBytes(b"https://outlet.example/feed.xml")
    headers = Headers({b"Host": [b"outlet.example"]})
    connection.request(Request._construct(b"GET", uri.originForm, headers, None, persistent=True, parsedURI=uri))
    assert wire.value().startswith(b"GET /feed.xml HTTP/1.1")
    assert host.wait_seconds(1.2) == pytest.approx(0.5)
    clock.seconds = 0.9  # the turn in which the buffer is sent came so late
    await in_the_next_turn()
    assert host.wait_seconds(1.2) == pytest.approx(0.7)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.215.14", True),
        ("2002:7f00:1::", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("ff02::1", False),
    ],
)
def test_only_internet_addresses_are_public(address, public):
    assert is_public(ip_address(address)) is public


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1.", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("::1", "::1"),
        ("outlet.example", None),
        ("", None),
        ("1.outlet.example", None),
    ],
)
def test_a_literal_address_is_recognized_in_any_spelling(host, address):
    assert literal_address(host) == (ip_address(address) if address else None)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST.", "x.localhost", "printer.local", "wiki.corp.internal"])
def test_local_names_are_recognized(host):
    assert is_local_name(host)


@pytest.mark.parametrize("host", ["localhost.example", "thelocal.example", "internal.example"])
def test_names_that_only_look_local_are_not_local(host):
    assert not is_local_name(host)


ALLOWED = Allowed.parse(["intra.example", "192.168.1.0/24", "10.0.0.5:8080", "wiki.example:8443", "[fd00::1]:80"])


@pytest.mark.parametrize(
    ("host", "port", "permitted"),
    [
        pytest.param("intra.example", 1234, True, id="listed host, any port"),
        pytest.param("192.168.1.77", 80, True, id="in a listed network"),
        pytest.param("192.168.2.77", 80, False, id="beside a listed network"),
        pytest.param("10.0.0.5", 8080, True, id="listed pair"),
        pytest.param("10.0.0.5", 80, False, id="listed host, other port"),
        pytest.param("fd00::1", 80, True, id="listed IPv6 pair"),
        pytest.param("sub.intra.example", 80, False, id="under a listed host"),
    ],
)
def test_only_listed_hosts_are_permitted(host, port, permitted):
    assert ALLOWED.permits(host, port) is permitted


@pytest.mark.parametrize(
    ("name", "address", "reached"),
    [
        pytest.param("outlet.example", "93.184.215.14", True, id="public"),
        pytest.param("outlet.example", "127.0.0.1", False, id="public name, private address"),
        pytest.param("intra.example", "10.9.9.9", True, id="listed name"),
        pytest.param("wiki.example", "10.9.9.9", True, id="name of a listed pair"),
        pytest.param("outlet.example", "192.168.1.5", True, id="address in a listed network"),
        pytest.param("outlet.example", "10.0.0.5", False, id="address of a listed pair under another name"),
    ],
)
def test_a_name_may_lead_to_a_public_or_listed_address(name, address, reached):
    assert ALLOWED.reaches(name, ip_address(address)) is reached


def test_a_listed_pair_forbids_the_hosts_other_ports():
    assert ALLOWED.forbids("wiki.example", 80)
    assert not ALLOWED.forbids("wiki.example", 8443)
    assert not ALLOWED.forbids("outlet.example", 80)


@pytest.mark.parametrize("entry", ["http://intra.example", "intra.example:port", "10.0.0.0/99", ""])
def test_an_entry_that_is_not_a_host_is_reported(entry):
    with pytest.raises(SettingsError, match="allow_private"):
        Allowed.parse([entry])


def test_a_name_is_refused_when_its_address_becomes_private():
    resolver = PublicResolver(SimpleNamespace(), 0, 1)
    assert resolver._check("93.184.215.14", "turncoat.example") == "93.184.215.14"
    with pytest.raises(DNSLookupError, match="private"):
        resolver._check("127.0.0.1", "turncoat.example")


@pytest.mark.parametrize(
    ("proxies", "hosts"),
    [
        ({"http": "http://proxy.example:3128", "https": "127.0.0.1:8080"}, {"proxy.example", "127.0.0.1"}),
        ({"ftp": "http://ftp.example", "no": "localhost"}, set()),
    ],
)
def test_the_hosts_of_the_environments_proxies_are_found(proxies, hosts):
    assert proxy_hosts(proxies) == hosts


def test_a_ca_file_without_certificates_is_reported(tmp_path):
    (tmp_path / "empty.pem").write_text("nothing here")
    with pytest.raises(SettingsError, match=r"empty\.pem"):
        TrustOnce(str(tmp_path / "empty.pem"))


@pytest.fixture(scope="module")
def secure(serve, crawl, authority):
    """One crawl over https: one authority is in ca_file, one is trusted by the system, one by neither."""
    ours, systems, unknown = authority("ours"), authority("systems"), authority("unknown")
    routes = {"/": PAGE}
    sites = {
        "ours": serve(routes, tls=ours.context("127.0.0.1")),
        "by name": serve(routes, tls=ours.context("outlet.test")),
        "systems": serve(routes, tls=systems.context("127.0.0.1")),
        "unknown": serve(routes, tls=unknown.context("127.0.0.1")),
        "wrong name": serve(routes, tls=ours.context("other.test")),
        "wrong address": serve(routes, tls=ours.context("127.0.0.2")),
    }
    urls = {kind: site.url() for kind, site in sites.items()}
    urls["by name"] = sites["by name"].url(host="outlet.test")
    urls["wrong name"] = sites["wrong name"].url(host="outlet.test")
    environ = {"NEWSARCHIVE_CA_FILE": str(ours.pem), "SSL_CERT_FILE": str(systems.pem)}
    names = {"outlet.test": "127.0.0.1"}
    said = crawl({kind: [url] for kind, url in urls.items()}, environ=environ, names=names)
    return SimpleNamespace(said=said, sites=sites, urls=urls)


@pytest.mark.parametrize("kind", ["ours", "by name", "systems"])
def test_the_ca_file_is_trusted_besides_the_system(secure, kind):
    assert secure.urls[kind] in secure.said[kind]["pages"]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("unknown", "certificate verify failed"),
        ("wrong name", "another host name"),
        ("wrong address", "another host name"),
    ],
)
def test_a_bad_certificate_is_refused_before_a_request_is_sent(secure, kind, words):
    refused = secure.said[kind]["refused"][secure.urls[kind]]
    # robots.txt is the first request, so that is the one that fails.
    assert refused["outcome"] == Outcome.ROBOTS_UNAVAILABLE
    assert words in refused["reason"]
    assert secure.sites[kind].arrivals == []


@pytest.fixture(scope="module")
def private(serve, crawl):
    """A public outlet's feed leads to this machine: by address, by name and by redirect."""
    inner = serve({"/": PAGE})
    port = inner.port
    direct = {
        "loopback": f"http://127.0.0.1:{port}/",
        "loopback as a number": f"http://2130706433:{port}/",
        "loopback in hexadecimal": f"http://0x7f.1:{port}/",
        "loopback in IPv6": f"http://[::1]:{port}/",
        "IPv4 in IPv6": f"http://[::ffff:127.0.0.1]:{port}/",
        "localhost": f"http://localhost:{port}/",
        "a .local name": f"http://printer.local:{port}/",
        "a name for loopback": f"http://inner.test:{port}/",
        "a name for the router": "http://router.test/",
        "a name for the cloud's metadata": "http://metadata.test/",
        "another port of the allowed host": f"http://outlet.test:{port}/",
    }
    targets = dict(enumerate(direct.values()))
    outlet = serve({f"/{n}": {"status": 302, "headers": {"Location": url}} for n, url in targets.items()} | {"/": PAGE})
    asked = {f"{kind}, by redirect": outlet.url(f"/{n}", "outlet.test") for n, kind in enumerate(direct)}
    names = {"outlet.test": "127.0.0.1", "inner.test": "127.0.0.1"}
    names |= {"router.test": "192.168.1.1", "metadata.test": "169.254.169.254", "localhost": "127.0.0.1"}
    environ = {"NEWSARCHIVE_ALLOW_PRIVATE": f"outlet.test:{outlet.port}"}
    urls = {**direct, **asked, "the outlet itself": outlet.url("/", "outlet.test")}
    said = crawl({"one": list(urls.values())}, environ=environ, names=names)["one"]
    return SimpleNamespace(said=said, inner=inner, urls=urls, kinds=list(direct))


def test_on_this_machine_only_listed_hosts_are_asked(private):
    assert private.inner.arrivals == []
    assert list(private.said["pages"]) == [private.urls["the outlet itself"]]


def test_every_private_address_has_an_outcome_and_a_reason(private):
    refused = {kind: private.said["refused"][url] for kind, url in private.urls.items() if kind != "the outlet itself"}
    assert len(refused) == 2 * len(private.kinds)
    assert {kind: one["outcome"] for kind, one in refused.items()} == dict.fromkeys(refused, Outcome.PRIVATE_ADDRESS)
    assert all("private network" in one["reason"] and "allow_private" in one["reason"] for one in refused.values())


@pytest.fixture(scope="module")
def proxied(serve, crawl, authority):
    """A crawl whose only way out is a proxy on loopback; nothing is listed in allow_private."""
    ours = authority("proxied")
    outlet = serve({"/": PAGE}, tls=ours.context("outlet.example"))

    async def tunnel(arrival, reader, writer):
        inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", outlet.port)
        writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
        await asyncio.gather(pipe(reader, inner_writer), pipe(inner_reader, writer))

    async def pipe(reader, writer):
        with suppress(ConnectionError):
            while data := await reader.read(65536):
                writer.write(data)
        writer.close()

    proxy = serve({"http://outlet.example/": PAGE, "CONNECT": tunnel})
    urls = ["http://outlet.example/", "https://outlet.example/", "http://127.0.0.1/", "http://wiki.internal/"]
    way_out = f"http://127.0.0.1:{proxy.port}"
    environ = {"NEWSARCHIVE_ALLOW_PRIVATE": "", "http_proxy": way_out, "https_proxy": way_out}
    environ["NEWSARCHIVE_CA_FILE"] = str(ours.pem)
    return SimpleNamespace(said=crawl({"one": urls}, environ=environ)["one"], urls=urls)


def test_a_proxy_on_a_private_address_is_used(proxied):
    assert set(proxied.said["pages"]) == set(proxied.urls[:2])


def test_private_hosts_are_refused_behind_a_proxy_too(proxied):
    outcomes = [proxied.said["refused"][url]["outcome"] for url in proxied.urls[2:]]
    assert outcomes == [Outcome.PRIVATE_ADDRESS] * 2


PLAIN = b"The harbour opens again. " * 400


@pytest.mark.parametrize(
    ("body", "max_size", "expected"),
    [
        pytest.param(gzip.compress(PLAIN), len(PLAIN), PLAIN, id="just within the bound"),
        pytest.param(gzip.compress(PLAIN), 0, PLAIN, id="no bound"),
        pytest.param(gzip.compress(b""), 100, b"", id="empty"),
        pytest.param(gzip.compress(PLAIN), len(PLAIN) - 1, None, id="larger than the bound"),
        pytest.param(gzip.compress(PLAIN)[:-9], 0, None, id="cut off"),
        pytest.param(gzip.compress(PLAIN) + gzip.compress(PLAIN), 0, None, id="two members"),
        pytest.param(gzip.compress(PLAIN)[:-8] + bytes(8), 0, None, id="wrong checksum"),
        pytest.param(b"<html>", 0, None, id="no gzip"),
    ],
)
def test_one_complete_gzip_member_is_unpacked(body: bytes, max_size: int, expected: bytes | None) -> None:
    assert gunzipped(body, max_size) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(gzip.compress(PLAIN), PLAIN, id="whole"),
        pytest.param(gzip.compress(PLAIN) + gzip.compress(PLAIN), PLAIN + PLAIN, id="two members"),
        pytest.param(gzip.compress(PLAIN)[:-8] + bytes(8), PLAIN, id="wrong checksum"),
    ],
)
def test_any_other_gzip_is_unpacked_by_scrapy(body: bytes, expected: bytes) -> None:
    assert Decompression._decode(body, b"gzip", 10**6) == expected
