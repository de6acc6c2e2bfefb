"""`newsarchive outlets` as a user runs it: a table by country that fits a narrow terminal, and JSON."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len

from newsarchive.archive import runs
from newsarchive.archive.database import Archive


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


@pytest.mark.parametrize("heavy", ["trafilatura", "feedparser", "sqlite_utils", "newsarchive.crawl.session"])
def test_the_list_loads_nothing_that_only_a_crawl_needs(tmp_path: Path, heavy):
    script = "import sys; from newsarchive.cli.main import cli; cli(['outlets'], standalone_mode=False)"
    script += f"; sys.exit({heavy!r} in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, check=False).returncode == 0
    )
