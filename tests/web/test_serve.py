"""Serving: the line that says where, and the errors."""

import socket
import threading
import urllib.request

import pytest
import uvicorn

from newsarchive.errors import ArchiveError, ArchiveMissing, UsageError
from newsarchive.web import serve as serving
from newsarchive.web.serve import Visitors, is_loopback, listen, make_datasette, may_run_sql, serve, server_of
from tests.web.support import get


def test_a_port_in_use_is_reported_in_one_line():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(
            UsageError, match=f"port {port}: another program uses this port; choose another one with --port"
        ) as error:
            listen("127.0.0.1", port)
    assert "\n" not in str(error.value)


def test_without_a_port_a_free_one_is_taken_if_the_usual_one_is_in_use(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setattr(serving, "DEFAULT_PORT", taken.getsockname()[1])
        with listen("127.0.0.1", None) as listener:
            assert listener.getsockname()[1] not in (0, serving.DEFAULT_PORT)
    with listen("127.0.0.1", None) as listener:
        assert listener.getsockname()[1] == serving.DEFAULT_PORT


def test_answers_are_sent_without_waiting_for_the_browser():
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname(), timeout=30):
        connection, _ = listener.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize(
    ("host", "port", "words"),
    [
        ("no.such.host.invalid", 8001, "the host name is unknown"),
        ("192.0.2.1", 0, "no such address"),
        ("127.0.0.1", 70000, "0 to 65535"),
    ],
    ids=["host unknown", "address of another machine", "port too high"],
)
def test_a_wrong_host_or_port_is_reported_in_one_line(host, port, words):
    with pytest.raises(UsageError, match=words) as error:
        listen(host, port)
    assert "\n" not in str(error.value)


def test_a_missing_archive_is_not_created(tmp_path):
    with pytest.raises(ArchiveMissing):
        serve(tmp_path / "none.db", "127.0.0.1", 0)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_not_an_archive_is_refused(tmp_path):
    (tmp_path / "notes.db").write_text("not a database, whatever its name says. " * 40)
    with pytest.raises(ArchiveError):
        serve(tmp_path / "notes.db", "127.0.0.1", 0)


@pytest.mark.parametrize("port", [0, None], ids=["any free port", "the usual port is in use"])
def test_it_prints_the_address_and_serves_there(archive_path, capsys, monkeypatch, port):
    taken = socket.create_server(("127.0.0.1", 0))
    monkeypatch.setattr(serving, "DEFAULT_PORT", taken.getsockname()[1])
    servers, began = [], threading.Event()

    class Watched(uvicorn.Server):
        async def startup(self, sockets=None):
            await super().startup(sockets)
            servers.append(self)
            began.set()

    monkeypatch.setattr(uvicorn, "Server", Watched)
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    thread = threading.Thread(target=serve, args=(archive_path, "127.0.0.1", port, True), daemon=True)
    thread.start()
    assert began.wait(timeout=30)
    try:
        (address,) = opened
        with urllib.request.urlopen(address, timeout=30) as answer:
            assert b"Articles per " in answer.read()
    finally:
        servers[0].should_exit = True
        thread.join(timeout=30)
    assert not thread.is_alive()
    taken.close()
    printed = capsys.readouterr()
    assert printed.out == f"Serving {archive_path} at {address} (press Ctrl-C to stop)\n"
    used = address.rpartition(":")[2].strip("/")
    said = f"port {serving.DEFAULT_PORT} is in use by another program; port {used} is used instead\n"
    assert printed.err == (said if port is None else "")


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("127.8.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False)],
)
def test_only_this_machine_reaches_a_loopback_address(host, expected):
    assert is_loopback(host) is expected


@pytest.mark.parametrize(
    ("allow_sql", "host", "public_url", "expected"),
    [
        pytest.param(None, "127.0.0.1", None, True, id="on this machine"),
        pytest.param(None, "0.0.0.0", None, False, id="on the network"),
        pytest.param(None, "127.0.0.1", "https://archive.example", False, id="behind another server"),
        pytest.param(True, "0.0.0.0", "https://archive.example", True, id="allowed"),
        pytest.param(False, "127.0.0.1", None, False, id="not allowed"),
    ],
)
def test_sql_is_off_where_others_can_come_unless_it_is_allowed(allow_sql, host, public_url, expected):
    assert may_run_sql(allow_sql, host, public_url) is expected


def test_sql_is_off_behind_a_proxy():
    assert may_run_sql(None, "127.0.0.1", None, "/archive/") is False
    assert may_run_sql(True, "127.0.0.1", None, "/archive/") is True


@pytest.mark.parametrize(
    ("visitors", "base_url"),
    [
        (Visitors(), "/"),
        (Visitors(prefix="/archive/"), "/archive/"),
        (Visitors("https://a.example/news/old"), "/news/old/"),
        (Visitors("https://a.example/news", prefix="/news/"), "/news/"),
        (Visitors("https://a.example"), "/"),
    ],
)
def test_the_prefix_is_that_of_the_public_address(visitors, base_url):
    assert visitors.base_url == base_url


def test_two_different_prefixes_are_reported(archive_path):
    with pytest.raises(UsageError, match="public_url has the path /news, and prefix is /archive"):
        serve(archive_path, "127.0.0.1", 0, visitors=Visitors("https://a.example/news", prefix="/archive/"))


async def test_the_title_is_on_every_page(archive_path):
    datasette = make_datasette(archive_path, Visitors(title="Coast archive"))
    for path in ("/", "/search", "/archive", "/archive/articles", "/search.atom"):
        page = (await get(datasette, path)).text
        assert "Coast archive" in page, path
        assert "News archive" not in page, path


def test_bytes_that_are_not_http_get_an_answer_with_our_headers(archive_path):
    listener = socket.create_server(("127.0.0.1", 0))
    server = server_of(archive_path, Visitors())
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        with socket.create_connection(listener.getsockname(), timeout=30) as connection:
            connection.sendall(b"\x16\x03\x01\x02\x00\r\n\r\n")
            answer = b"".join(iter(lambda: connection.recv(4096), b""))
    finally:
        server.should_exit = True
        thread.join(timeout=30)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"frame-ancestors 'none'" in answer
    assert b"server: uvicorn" not in answer
