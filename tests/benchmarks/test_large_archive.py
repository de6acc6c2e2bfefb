"""benchmarks/large_archive.py: its rows agree with each other, and a stopped generation goes on where it ended."""

import sys
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.verify import verify
from newsarchive.urls import url_key

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import large_archive

NOW = datetime(2026, 2, 1, tzinfo=UTC)
FIRST_DAY = date(2026, 1, 1)


def _contents(path: Path) -> list[tuple[object, ...]]:
    with Archive.open(path) as archive:
        return [
            tuple(row)
            for table in large_archive.COLUMNS
            for row in archive.conn.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
        ]


def test_the_archive_is_whole_and_has_rows_of_every_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_archive, "GROUP", 200)
    path = tmp_path / "large.db"
    arguments = ["--archive", str(path), "--articles", "600", "--workers", "1", "--first-day", FIRST_DAY.isoformat()]
    assert large_archive.main(arguments) == 0
    with Archive.open(path, write=True) as archive:
        problems = list(verify(archive, NOW, fast=True))
        assert problems == []
        for table in large_archive.COLUMNS:
            assert archive.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > 10, table
        languages = archive.conn.execute(
            """SELECT a.language, count(b.spaced_body) FROM articles a JOIN bodies b ON b.article_id = a.id
               GROUP BY a.language HAVING count(b.spaced_body) = count(*)"""
        ).fetchall()
        assert {row[0] for row in languages} == set(large_archive.LETTERS)
        clustered = "SELECT count(*) FROM articles WHERE cluster_id IS NOT NULL AND copy_of IS NULL"
        assert archive.conn.execute(clustered).fetchone()[0] > 5


def test_a_stopped_generation_goes_on_where_it_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_archive, "GROUP", 50)
    at_once, stopped = tmp_path / "at_once.db", tmp_path / "stopped.db"
    large_archive.main(["--archive", str(at_once), "--articles", "230", "--workers", "0"])
    with Archive.open(stopped, write=True) as archive:
        spans = large_archive.spans_after(large_archive.prepare(archive), 230, FIRST_DAY)
        stop = pytest.raises(InterruptedError)
        with stop, large_archive.waiting_rows(archive):
            large_archive.generate(archive, islice(spans, 2), workers=0)
            raise InterruptedError
        assert archive.conn.execute("SELECT count(*) FROM articles").fetchone() == (100,)
    large_archive.main(["--archive", str(stopped), "--articles", "230", "--workers", "0"])
    assert _contents(stopped) == _contents(at_once)


def test_repeated_articles_have_days_ids_addresses_and_a_word_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_archive, "PER_DAY", 100)
    monkeypatch.setattr(large_archive, "GROUP", 60)
    path = tmp_path / "repeated.db"
    given = ["--archive", str(path), "--articles", "900", "--workers", "0", "--repeat-after", "300"]
    assert large_archive.main(given) == 0
    with Archive.open(path, write=True) as archive:
        assert list(verify(archive, NOW, fast=True)) == []
        one, again = archive.conn.execute(
            """SELECT a.published_on, a.headline, b.body FROM articles a JOIN bodies b ON b.article_id = a.id
               WHERE a.id IN (7, 607) ORDER BY a.id"""
        ).fetchall()
        assert (one[0], again[0]) == ("2026-01-01", "2026-01-07")
        assert (again[1], again[2]) == (one[1], f"{one[2]} zu607")
        addresses = archive.conn.execute("SELECT url, key FROM urls WHERE article_id > 600").fetchall()
        assert len(addresses) == 390
        assert [key for _, key in addresses] == [url_key(url) for url, _ in addresses]
        captured = "SELECT count(*) FROM captures c JOIN articles a ON a.capture_id = c.id AND a.url = c.url"
        assert archive.conn.execute(captured).fetchone() == (900,)
        found = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'zu607'"
        assert len(archive.conn.execute(found).fetchall()) == 1
        assert archive.conn.execute("SELECT count(*) FROM fingerprints WHERE article_id > 600").fetchone()[0] > 1_000


def test_the_pace_is_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_archive, "GROUP", 50)
    monkeypatch.setattr(large_archive, "ARTICLES_A_PACE", 100)
    pace = tmp_path / "pace.csv"
    large_archive.main(
        ["--archive", str(tmp_path / "a.db"), "--articles", "230", "--workers", "0", "--pace", str(pace)]
    )
    assert [line.split(",")[0] for line in pace.read_text().splitlines()] == ["100", "200"]
