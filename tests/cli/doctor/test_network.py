"""The network check, over loopback, in the process of its own."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from newsarchive.cli.doctor import network
from newsarchive.cli.doctor.diagnosis import State
from newsarchive.cli.doctor.network import network_check
from newsarchive.settings import Settings


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server that has a robots.txt, and the paths that it was asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"User-agent: *\nDisallow: /private/\n")

        def log_message(self, *words: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/news", paths
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)


def test_only_robots_txt_is_asked_for(asked, tmp_path: Path, capfd):
    url, paths = asked
    (line,) = network_check(Settings(tmp_path, allow_private=("127.0.0.1",)), url)
    assert (line.state, line.found) == (State.OK, "127.0.0.1 answers, and its robots.txt is known")
    assert paths == ["/robots.txt"]
    assert capfd.readouterr() == ("", "")


def test_a_host_that_cannot_be_asked_is_a_warning(asked, tmp_path: Path):
    url, paths = asked
    (line,) = network_check(Settings(tmp_path), url)
    assert line.state is State.WARNING
    assert "on a private network" in line.found
    assert paths == []


def test_a_process_that_does_not_answer_is_ended(monkeypatch, tmp_path: Path):
    # Nothing is asked within the time, not even the start of Python.
    monkeypatch.setattr(network, "START_SECONDS", 0)
    (line,) = network_check(Settings(tmp_path), "https://post.example/", seconds=0.001)
    assert (line.state, line.found) == (State.WARNING, "post.example: no answer in 0.001 seconds")
