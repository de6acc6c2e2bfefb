"""The demo's server: validators, editions, robots.txt, ports and the log of requests."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

import pytest

from newsarchive.demo.server import DemoServer, LoggedRequest

NOW = datetime(2026, 3, 1, 0, 10, tzinfo=UTC)
CORRECTED = "/news/council/4416-library-opening-hours"


@pytest.fixture
def server() -> Iterator[DemoServer]:
    with DemoServer(NOW, ports={}) as running:
        yield running


def request(
    server: DemoServer,
    path: str,
    headers: dict[str, str] | None = None,
    outlet: str = "haverstrand_courier",
    method: str = "GET",
) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(urlsplit(server.homes[outlet]).netloc, timeout=10)
    try:
        connection.request(method, path, headers=headers or {})
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def test_every_resource_of_every_outlet_is_served_unchanged(server: DemoServer) -> None:
    for outlet in server.homes:
        for path, resource in server.site(outlet).items():
            answer, body = request(server, path, outlet=outlet)
            assert (answer.status, body) == (200, resource.body)
            assert answer.headers["Content-Type"] == resource.content_type


@pytest.mark.parametrize(("header", "validator"), [("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")])
def test_a_client_that_is_up_to_date_gets_304(server: DemoServer, header: str, validator: str) -> None:
    first, _ = request(server, "/news.rss")
    second, body = request(server, "/news.rss", {header: first.headers[validator]})
    assert (second.status, body) == (304, b"")
    assert second.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": '"something else"'},
        {"If-None-Match": '"something else"', "If-Modified-Since": "Sun, 01 Mar 2026 00:10:00 GMT"},
        {"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
        {"If-Modified-Since": "Sun, 01 Mar 2026 00:10:00"},
    ],
    ids=["other tag", "other tag goes before a fitting date", "old date", "not a date", "date without a zone"],
)
def test_any_other_client_gets_the_resource(server: DemoServer, headers: dict[str, str]) -> None:
    answer, body = request(server, "/news.rss", headers)
    assert answer.status == 200
    assert body


def test_a_new_edition_changes_only_the_corrected_article_and_its_lists(server: DemoServer) -> None:
    before = {path: request(server, path)[0].headers["ETag"] for path in server.site("haverstrand_courier")}
    server.publish(2)
    after = {path: request(server, path, {"If-None-Match": tag})[0].status for path, tag in before.items()}
    assert {path for path, status in after.items() if status != 304} == {"/", "/news/", "/news.rss", CORRECTED}


def test_the_log_has_each_request_with_its_edition(server: DemoServer) -> None:
    tag = request(server, "/robots.txt")[0].headers["ETag"]
    request(server, "/robots.txt", {"If-None-Match": tag})
    request(server, "/nowhere?x=1", method="HEAD")
    assert server.log == [
        LoggedRequest(1, "haverstrand_courier", "GET", "/robots.txt", 200, is_conditional=False),
        LoggedRequest(1, "haverstrand_courier", "GET", "/robots.txt", 304, is_conditional=True),
        LoggedRequest(1, "haverstrand_courier", "HEAD", "/nowhere?x=1", 404, is_conditional=False),
    ]
    server.publish(2)
    request(server, "/")
    assert server.log[-1] == LoggedRequest(2, "haverstrand_courier", "GET", "/", 200, is_conditional=False)


def test_a_tracking_parameter_is_ignored_and_a_section_parameter_is_not(server: DemoServer) -> None:
    path = next(path for path in server.site("sada_almarsa") if path.endswith("?section=heritage"))
    assert request(server, "/?utm_source=rss")[1] == request(server, "/")[1]
    assert (
        request(server, path, outlet="sada_almarsa")[1]
        != request(server, path.partition("?")[0], outlet="sada_almarsa")[1]
    )


def test_another_port_is_used_if_the_preferred_port_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with DemoServer(NOW, ports={"mimori_shimpo": port}) as server:
            assert urlsplit(server.homes["mimori_shimpo"]).port != port
            assert request(server, "/", outlet="mimori_shimpo")[0].status == 200


def test_robots_txt_forbids_a_page_that_is_listed_and_served(server: DemoServer) -> None:
    assert b"Disallow: /print/" in request(server, "/robots.txt")[1]
    assert b"/print/4417" in request(server, "/news.rss")[1]
    assert request(server, "/print/4417-harbour-wall-to-be-rebuilt")[0].status == 200


@pytest.mark.parametrize(
    ("error", "is_printed"),
    [
        pytest.param(ConnectionResetError("gone"), False, id="a crawl that was killed"),
        pytest.param(ValueError("ours"), True, id="another error"),
    ],
)
def test_a_closed_connection_is_ignored_and_another_error_is_printed(
    server: DemoServer, capsys: pytest.CaptureFixture[str], error: Exception, is_printed: bool
) -> None:
    host = server._hosts["haverstrand_courier"]
    try:
        raise error
    except Exception:
        host.handle_error(None, ("127.0.0.1", 1))
    assert ("Traceback" in capsys.readouterr().err) is is_printed
