"""Lists of subscriptions as a user imports them; sites on loopback are drafted by `new` in processes of their own."""

import json
import socket
from pathlib import Path

import pytest

from newsarchive.cli.outlets import opml_import
from newsarchive.errors import DraftError
from tests.cli.support import write_own_outlet

LIST = """<opml version="2.0"><body>
<outline text="News"><outline text="Turkey">
<outline text="A" xmlUrl="https://a.example/rss"/><outline text="A sport" xmlUrl="https://a.example/sport"/></outline>
<outline text="Post" xmlUrl="https://post.example/rss"/><outline text="Post 2" xmlUrl="https://post.example/two"/>
</outline>
<outline text="Down" xmlUrl="https://down.example/rss"/><outline xmlUrl="https://feeds.feedburner.com/x"/>
</body></opml>"""


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[str, ...]]]:
    """Drafting without a network: down.example does not answer. The list has what was asked for."""
    asked: list[tuple[str, tuple[str, ...]]] = []

    def draft(url: str, feeds: tuple[str, ...]) -> dict[str, object]:
        asked.append((url, feeds))
        if "down" in url:
            raise DraftError(f"{url}: not fetched (unreachable: the connection failed)")
        file = tmp_path / "own" / "a.py"
        file.write_text(
            "from newsarchive import OutletSpider\n\n\nclass A(OutletSpider):\n"
            "    name, title, home = 'a', 'A', 'https://a.example/'\n"
            "    country, language, timezone = None, 'en', 'UTC'\n    feeds = ['https://a.example/rss']\n"
        )
        left_out = [{"url": "https://a.example/sport", "why": "HTTP 404: not found"}]
        return {"name": "a", "file": str(file), "left_out": left_out}

    monkeypatch.setattr(opml_import, "drafted_in_own_process", draft)
    write_own_outlet(tmp_path)
    (tmp_path / "list.xml").write_text(LIST)
    return asked


def test_each_site_is_reported_and_drafted_once(run, tmp_path: Path, drafts):
    result = run("import", "list.xml", "--json")
    rows = {row["state"]: row for row in map(json.loads, result.out.splitlines())}
    assert result.status == 1
    assert drafts[0] == ("https://a.example/", ("https://a.example/rss", "https://a.example/sport"))
    assert (rows["written"]["outlet"], rows["written"]["folders"]) == ("a", ["News / Turkey"])
    assert rows["written"]["detail"] == "left out https://a.example/sport: HTTP 404: not found"
    assert rows["feed_missing"]["outlet"] == "rivertown_post"
    assert rows["feed_missing"]["missing_feeds"] == ["https://post.example/two"]
    assert rows["failed"]["detail"] == "the list does not say which site it belongs to: add htmlUrl=…"
    assert "list.xml: 6 feeds of 4 sites: 2 failed, 1 written, 1 feed missing" in result.err
    assert (tmp_path / "own" / "a.py").read_text().startswith("# In list.xml: News / Turkey\nfrom newsarchive")
    assert not (tmp_path / "archive.db").exists()


def test_the_second_time_only_what_failed_is_tried(run, tmp_path: Path, drafts):
    run("import", "list.xml")
    drafts.clear()
    result = run("import", "list.xml")
    assert [url for url, _ in drafts] == ["https://down.example/"]
    assert f"feed_missing a  {tmp_path}/own/a.py  (add to its feeds: https://a.example/sport)" in result.out
    assert "failed       https://down.example/  (https://down.example/: not fetched (unreachable" in result.out


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        pytest.param("a.opml", "<html/>", "a.opml: not OPML: it begins with <html>", id="a page"),
        pytest.param("a.opml", "<opml><body/></opml>", "a.opml: 0 feeds of 0 sites: nothing", id="no feeds"),
        pytest.param("a.xml", "<!DOCTYPE x><opml/>", "a.xml: it has a DTD", id="entities"),
    ],
)
def test_a_bad_list_gives_one_line(run, tmp_path: Path, drafts, name, text, complaint):
    (tmp_path / name).write_text(text)
    result = run("import", name)
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith(complaint)
    assert len(result.err.splitlines()) == 1


def test_without_a_folder_for_outlets_the_user_learns_how_to_make_one(run, tmp_path: Path):
    (tmp_path / "a.opml").write_text(LIST)
    result = run("import", "a.opml")
    assert result.status == 2
    assert "no folder for outlets of your own" in result.err


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails a test that looks up a host or opens a connection."""

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a dry run asked the network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.usefixtures("no_network")
def test_a_dry_run_says_what_each_feed_would_become_and_does_nothing(run, tmp_path: Path, drafts):
    list_file = tmp_path / "list.xml"
    list_file.write_text(LIST.replace("<outline xml", '<outline xmlUrl="http://plain.example:8080/rss"/><outline xml'))

    def files() -> dict[Path, int]:
        # Without what Python itself stores of the outlet files that it loads.
        return {
            file: file.stat().st_mtime_ns
            for file in tmp_path.rglob("*")
            if file.is_file() and file.parent.name != "__pycache__"
        }

    before = files()
    result = run("import", "list.xml", "--dry-run", "--json")
    rows = {row["feed"]: row for row in map(json.loads, result.out.splitlines())}
    assert {feed: row["state"] for feed, row in rows.items()} == {
        "https://a.example/rss": "new",
        "https://a.example/sport": "new",
        "https://post.example/rss": "known",
        "https://post.example/two": "feed_missing",
        "https://down.example/rss": "new",
        "http://plain.example:8080/rss": "refused",
        "https://feeds.feedburner.com/x": "refused",
    }
    assert (rows["https://a.example/rss"]["home"], rows["https://a.example/rss"]["outlet"]) == (
        "https://a.example/",
        None,
    )
    assert rows["https://post.example/two"]["outlet"] == "rivertown_post"
    assert rows["https://feeds.feedburner.com/x"]["detail"] == opml_import.NO_SITE
    assert "not https" in rows["http://plain.example:8080/rss"]["detail"]
    assert result.err == (
        "list.xml: 7 feeds of 5 sites: 3 new, 2 refused, 1 known, 1 feed missing; nothing was requested or written\n"
    )
    assert result.status == 1
    assert drafts == []
    assert files() == before


@pytest.mark.usefixtures("no_network")
def test_a_dry_run_prints_a_line_for_each_feed(run, tmp_path: Path, drafts):
    (tmp_path / "list.xml").write_text(LIST)
    lines = run("import", "list.xml", "--dry-run").out.splitlines()
    assert lines[0] == "new          https://a.example/  https://a.example/rss"
    assert "feed_missing rivertown_post  https://post.example/two  (not named by its file)" in lines


def test_a_dry_run_without_a_folder_for_outlets_ends_as_the_import_would(run, tmp_path: Path):
    (tmp_path / "a.opml").write_text(LIST)
    result = run("import", "a.opml", "--dry-run")
    assert result.status == 2
    assert len(result.out.splitlines()) == 6
    assert "no folder for outlets of your own" in result.err


def test_a_dry_run_is_only_for_lists_of_feeds(run, tmp_path: Path, letters: Path):
    (tmp_path / "a.opml").write_text(LIST)
    result = run("import", "a.opml", letters, "--dry-run")
    assert (result.status, result.out) == (2, "")
    assert "--dry-run is for OPML files" in result.err
    assert not (tmp_path / "archive.db").exists()
