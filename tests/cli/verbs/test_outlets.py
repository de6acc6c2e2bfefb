"""`newsarchive outlets` as a user runs it: a table by country that fits a narrow terminal, and JSON."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len

from newsarchive.archive import runs
from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.outlet import Outlet, site_outlet


def test_outlets_are_listed_by_country(run, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    lines = run("outlets").out.splitlines()
    assert lines[0].split() == ["name", "title", "lang", "kind", "articles", "crawled"]
    assert max(map(cell_len, lines)) <= 80
    countries = [line[:3].strip() for line in lines[1:] if line[:3].strip()]
    assert countries == [*sorted(set(countries) - {"int"}), "int"]


def test_json_has_every_outlet(run):
    rows = json.loads(run("outlets", "--json").out)
    assert len(rows) >= 300
    assert all(row["last_crawled_at"] is None for row in rows)


def test_titles_are_cut_only_where_there_is_no_room(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    wide = run("outlets", "--country", "it").out
    monkeypatch.setenv("COLUMNS", "60")
    narrow = run("outlets", "--country", "it").out
    assert "Die Neue Südtiroler Tageszeitung" in wide
    assert "…" in narrow
    assert max(map(cell_len, narrow.splitlines())) <= 60


def test_outlets_that_were_never_crawled_are_counted(run, archive: Path):
    with Archive.open(archive, write=True) as opened:
        runs.begin_run(opened, None, "orf", datetime(2026, 11, 3, 7, 30, tzinfo=UTC))
    shown = run("outlets", "--country", "at")
    crawled = [line.split()[-1] for line in shown.out.splitlines()[1:]]
    assert crawled.count("2026-11-03") == 1
    assert crawled.count("never") == len(crawled) - 1
    assert f"{len(crawled) - 1} of them never crawled" in shown.err


def test_a_country_without_outlets_is_misuse(run):
    result = run("outlets", "--country", "zz")
    assert (result.status, result.out) == (2, "")


def test_your_own_outlets_are_listed_with_the_shipped_ones(run, tmp_path: Path):
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "rivertown_post.py").write_text(
        "from newsarchive.crawl.spider import OutletSpider\n\n\nclass Post(OutletSpider):\n"
        "    name, title, home = 'rivertown_post', 'Rivertown Post', 'https://rivertownpost.example/'\n"
        "    country, language, timezone = 'gb', 'en', 'Europe/London'\n"
    )
    (tmp_path / "newsarchive.toml").write_text('outlets_folder = "ours"\n')
    assert "rivertown_post" in run("outlets", "--country", "gb").out


@pytest.fixture
def with_others(archive: Path) -> None:
    """The archive with imported documents, a site of which `fetch` stored a page, and an outlet without its file."""
    site = site_outlet("https://harbour-news.example/ferry", "harbour-news.example")
    gone = Outlet("gone_gazette", "Gone Gazette", "https://gone.example/", "en", "UTC", "gb", kind="regional")
    with Archive.open(archive, write=True) as opened:
        register_outlets(opened, [site, gone])
        runs.begin_run(opened, None, site.name, datetime(2026, 11, 3, 7, 30, tzinfo=UTC))


@pytest.mark.usefixtures("with_others")
def test_outlets_without_a_file_are_listed_with_their_origin(run):
    result = run("outlets", "--country", "int")
    lines = {line[3:].split()[0]: line.split() for line in result.out.splitlines()[1:]}
    assert lines["harbour__news_example"][-5:] == ["harbour-news.example", "und", "(fetch)", "0", "2026-11-03"]
    assert lines["imported"][-4:] == ["und", "(import)", "3", "never"]
    assert result.err.strip().endswith("1 made by `newsarchive fetch`; 1 for imported documents")
    gone = next(line for line in run("outlets", "--country", "gb").out.splitlines() if "gone_gazette" in line)
    assert "(no file)" in gone


@pytest.mark.usefixtures("with_others")
@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["--origin", "fetch"], ["harbour__news_example"]),
        (["--origin", "fetch", "--origin", "import"], ["harbour__news_example", "imported"]),
        (["--set", "harbour__news_example"], ["harbour__news_example"]),
        (["--origin", "no_file", "--kind", "regional", "--country", "GB"], ["gone_gazette"]),
    ],
    ids=" ".join,
)
def test_the_origin_narrows_the_list_like_other_facts(run, words, names):
    rows = json.loads(run("outlets", "--json", *words).out)
    assert sorted(row["name"] for row in rows) == names
    assert {row["origin"] for row in rows} <= {"fetch", "import", "no_file"}


@pytest.mark.usefixtures("with_others")
def test_only_outlets_with_a_file_can_be_verified(run):
    result = run("outlets", "--verify", "--origin", "fetch")
    assert (result.status, result.out) == (2, "")
    assert "--verify polls only outlets with a file" in result.err


@pytest.mark.parametrize("heavy", ["trafilatura", "feedparser", "sqlite_utils", "newsarchive.crawl.session"])
def test_the_list_loads_nothing_that_only_a_crawl_needs(tmp_path: Path, heavy):
    script = "import sys; from newsarchive.cli.main import cli; cli(['outlets'], standalone_mode=False)"
    script += f"; sys.exit({heavy!r} in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, check=False).returncode == 0
    )
