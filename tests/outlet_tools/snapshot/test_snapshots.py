"""`newsarchive snapshot`: pages of an invented outlet become test cases, and are read back."""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from newsarchive.errors import NewsArchiveError
from newsarchive.extraction.article import read_page
from newsarchive.outlet import Outlet, Rules
from newsarchive.outlet_tools.snapshot.snapshots import (
    differences_between,
    find_snapshots,
    load_snapshot,
    mask_page,
    save,
    unlike_expected,
)
from newsarchive.records import Page
from tests.outlet_tools.loopback import an_article, newsarchive, write_outlet

PATHS = {
    "wall": "/2026/11/harbour-wall-to-be-rebuilt",
    "quay": "/2026/11/quay-to-close-for-weeks",
    "named": "/2026/11/text-found-by-its-words",
    "list": "/2026/11/list",
}
OUTLET = Outlet("quay", "The Quay", "https://quay.example/", "en", "Europe/London", "gb", ("quay.example",))


def a_page(body: bytes, url: str = "https://quay.example/2026/11/harbour-wall-to-be-rebuilt") -> Page:
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    return Page(url, url, datetime(2026, 11, 22, 12, 0, tzinfo=UTC), 200, headers, body)


@pytest.fixture
def folder(tmp_path: Path, serve: Callable[[], Any]) -> Path:
    """A folder with one outlet, the_quay. On one page its body rule depends on words that masking replaces."""
    site = serve()
    named = an_article().replace(b"<article", b'<article data-of="the harbour wall text"')
    site.routes = {
        PATHS["wall"]: an_article(),
        PATHS["quay"]: an_article("Quay to close for eleven weeks"),
        PATHS["named"]: named,
        PATHS["list"]: b"<html><body>" + b"<a href='/x'>One of many links here</a> " * 60 + b"</body></html>",
    }
    facts = ("feeds = [HOME + 'news.rss']", r"article_urls = [r'/20\d\d/\d\d/[a-z-]+$']")
    body = """body = "[data-of*='harbour wall']\""""
    write_outlet(tmp_path / "outlets", "the_quay", site.home, "\n".join((*facts, body)))
    (tmp_path / "home").write_text(site.home)
    return tmp_path


def snapshot(folder: Path, page: str, *options: str) -> Any:
    home = (folder / "home").read_text()
    return newsarchive(folder, "snapshot", "the_quay", home.rstrip("/") + PATHS[page], *options)


def test_a_masked_page_and_its_article_are_saved_beside_the_users_outlets(folder: Path):
    result = snapshot(folder, "wall")
    assert (result.returncode, result.stderr) == (0, "")
    (case,) = find_snapshots(folder / "snapshots")
    assert result.stdout == f"{case}\n"
    assert case.parent == folder / "snapshots" / "the_quay"
    assert datetime.fromisoformat(case.name)
    expected = json.loads((case / "expected.json").read_text())
    page = gzip.decompress((case / "page.html.gz").read_bytes()).decode()
    assert expected["published_at"] == "2026-11-20T08:30:00Z"
    assert (expected["paragraphs"], len(expected["body"])) == (4, 4)
    assert expected["authors"][0]["kind"] == "person"
    assert expected["headline"] in page
    assert 'class="story"' in page
    assert "read_by" not in expected
    text = json.dumps(expected) + page
    assert [word for word in ("Harbour", "harbour", "Councillors", "Reed", "promised") if word in text] == []


def test_the_same_page_replaces_its_snapshot_and_another_gets_its_own(folder: Path):
    first, again, other = snapshot(folder, "wall"), snapshot(folder, "wall"), snapshot(folder, "quay")
    assert first.stdout == again.stdout
    assert other.stdout == first.stdout.replace("\n", "-2\n")
    assert len(find_snapshots(folder / "snapshots")) == 2


def test_a_page_that_is_read_differently_when_masked_is_refused_unless_forced(folder: Path):
    refused = snapshot(folder, "named")
    assert (refused.returncode, refused.stdout) == (1, "")
    said = "place of body: body rule [data-of*='harbour wall'], masked trafilatura"
    assert said in refused.stderr
    assert find_snapshots(folder) == []
    forced = snapshot(folder, "named", "--force")
    assert forced.returncode == 0
    assert f"read differently: {said}\n" == forced.stderr
    assert len(find_snapshots(folder)) == 1


@pytest.mark.parametrize(
    ("page", "status", "message"),
    [
        pytest.param("list", 1, "no article on this page (not_article", id="no article"),
        pytest.param("absent", 1, "not fetched (not_found: HTTP 404", id="not there"),
        pytest.param("unwanted", 2, "not accepted by the domains, article_urls and skip_urls of", id="not accepted"),
    ],
)
def test_a_page_without_an_article_is_refused(folder: Path, monkeypatch, page: str, status: int, message: str):
    monkeypatch.setitem(PATHS, "absent", "/2026/11/absent")
    monkeypatch.setitem(PATHS, "unwanted", "/about")
    result = snapshot(folder, page, "--folder", str(folder / "cases"))
    assert (result.returncode, result.stdout) == (status, "")
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not (folder / "cases").exists()


def test_masking_changes_only_words():
    page = a_page(an_article())
    before = read_page(page, OUTLET)
    masked = mask_page(page, OUTLET, before.article)
    after = read_page(masked, OUTLET)
    assert list(differences_between(before, after)) == []
    assert before.article.headline != after.article.headline
    assert before.article.provenance.keys() == after.article.provenance.keys()
    assert mask_page(page, OUTLET, before.article) == masked


def test_each_page_has_its_own_secret():
    one, other = (a_page(an_article(head=f"<meta name='n' content='{n}'>")) for n in (1, 2))
    assert read_page(mask_page(one, OUTLET), OUTLET).article != read_page(mask_page(other, OUTLET), OUTLET).article


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        pytest.param({"paragraphs": 3}, "paragraphs: 4, masked 3", id="a paragraph less"),
        pytest.param({"published": None}, "published_at: 2026-11-20T08:30:00Z, masked None", id="no time"),
        pytest.param({"headline": ""}, "outcome: article, masked too_short: the page has no headline", id="no article"),
        pytest.param({"head": "<meta name='source' content='Reuters'>"}, "source: The Quay, masked Reuters", id="whom"),
    ],
)
def test_a_different_reading_is_described(changed: dict[str, Any], said: str):
    before = read_page(a_page(an_article()), OUTLET)
    after = read_page(a_page(an_article(**changed)), OUTLET)
    assert said in list(differences_between(before, after))


def test_a_snapshot_shows_each_field_that_is_read_differently(tmp_path: Path):
    page = a_page(an_article())
    save(tmp_path / "case", OUTLET, page, read_page(page, OUTLET).article)
    (found,) = find_snapshots(tmp_path)
    case = load_snapshot(found)
    assert (case.outlet, case.page.fetched_at) == ("quay", page.fetched_at)
    assert unlike_expected(case, OUTLET) == []
    pruned = replace(OUTLET, rules=(Rules(prune=("p:last-child",)),))
    assert [line.partition(":")[0] for line in unlike_expected(case, pruned)] == ["paragraphs", "body"]


def test_rules_of_the_day_of_the_snapshot_are_used(tmp_path: Path):
    page = a_page(an_article())
    save(tmp_path, OUTLET, page, read_page(page, OUTLET).article)
    redesigned = Rules(prune=("p",))
    earlier = Rules(until=datetime(2026, 12, 31).date())
    assert unlike_expected(load_snapshot(tmp_path), replace(OUTLET, rules=(redesigned, earlier))) == []
    assert unlike_expected(load_snapshot(tmp_path), replace(OUTLET, rules=(redesigned,))) != []


@pytest.mark.parametrize("broken", ["{", "{}"], ids=["no JSON", "facts missing"])
def test_a_broken_snapshot_is_named(tmp_path: Path, broken: str):
    page = a_page(an_article())
    save(tmp_path, OUTLET, page, read_page(page, OUTLET).article)
    (tmp_path / "expected.json").write_text(broken)
    with pytest.raises(NewsArchiveError, match=f"{tmp_path}: not a snapshot that can be read"):
        load_snapshot(tmp_path)
