"""The report of a demo: which lines come from the archive, and which from the requests to the server."""

from pathlib import Path

import pytest

from newsarchive.archive.database import Archive
from newsarchive.demo.content import OUTLETS, TITLES
from newsarchive.demo.report import first_crawl, next_steps, requests_of, sample_outlets, second_crawl
from newsarchive.demo.server import DemoServer
from tests.demo.sites.pages import NOW

COURIER = "haverstrand_courier"


@pytest.fixture
def server():
    with DemoServer(NOW, ports={}) as running:
        yield running


@pytest.fixture
def archive(tmp_path: Path):
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        yield opened


def record(server: DemoServer, *paths: str, status: int = 200) -> None:
    for path in paths:
        server.record(COURIER, "GET", path, status, is_conditional=False)


def test_every_outlet_is_listed_with_its_url(server: DemoServer):
    first, *lines = sample_outlets(server.homes)
    assert first == "Three invented newspapers are served on this machine:"
    assert lines == [f"  {server.homes[outlet]}  {TITLES[outlet]}" for outlet in OUTLETS]


def test_requests_are_counted_by_kind_and_for_the_current_edition_only(server: DemoServer):
    record(server, "/robots.txt", "/news.rss", "/news/")
    server.publish(2)
    record(server, "/news.rss", status=304)
    record(server, "/news/council/4416-library-opening-hours?utm_source=courier", "/absent")
    requests = requests_of(server)
    assert (len(requests.robots), len(requests.lists), len(requests.pages)) == (0, 1, 2)
    assert requests.unchanged_lists == 1


def test_the_report_of_an_empty_crawl_has_no_list_of_second_urls(archive: Archive, server: DemoServer):
    lines = list(first_crawl(archive, server))
    assert lines[0].startswith("\nFirst crawl, into ")
    assert "  0 articles stored; 0 of them are marked as stubs: only the beginning is free to read." in lines
    assert lines[-1].startswith("  0 pages fetched; 0 stored unchanged, 0 kB in ")
    assert not any("two URLs" in line or "Not stored" in line for line in lines)


def test_the_second_report_lists_each_page_that_was_fetched(archive: Archive, server: DemoServer):
    server.publish(2)
    record(server, "/news.rss", status=304)
    record(server, "/news/%D9%85")
    assert list(second_crawl(archive, server)) == [
        "\nOne newspaper corrects an article, and its feed says so. Second crawl:",
        "  1 feeds and sitemaps requested, 1 of them not modified (304); 1 page fetched",
        "  Fetched again: /news/م",
    ]


def test_the_commands_name_the_archive_as_seen_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    inside = list(next_steps(tmp_path / "demo" / "archive.db"))
    assert inside[0] == "\nTry a search:"
    assert inside[1] == "  newsarchive search library --db demo/archive.db"
    outside = list(next_steps(Path("/elsewhere/archive.db")))
    assert outside[1] == "  newsarchive search library --db /elsewhere/archive.db"
