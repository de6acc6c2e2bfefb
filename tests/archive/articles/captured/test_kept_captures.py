"""All captures whose records are kept: by outlet and day, without erased ones."""

from datetime import date
from pathlib import Path

import pytest

from newsarchive.archive.articles.captured import kept_captures
from newsarchive.archive.articles.captured.kept_captures import iterate_kept_captures
from newsarchive.archive.database import Archive
from newsarchive.urls import url_key


@pytest.fixture
def conn(tmp_path: Path):
    """Five captures of two outlets; the third has expired."""
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        with archive.transaction():
            for outlet in ("post", "gazette"):
                archive.conn.execute("INSERT INTO outlets (name, title) VALUES (?, ?)", [outlet, outlet])
            for number in range(1, 6):
                url = f"https://{'post' if number % 2 else 'gazette'}.example/{number}"
                archive.conn.execute(
                    """INSERT INTO urls (key, url, outlet, known_from, first_seen_at, last_seen_at)
                       VALUES (?, ?, ?, 'feed', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')""",
                    [url_key(url), url, "post" if number % 2 else "gazette"],
                )
                archive.conn.execute(
                    """INSERT INTO captures (url, url_key, fetched_at, status, file, offset, length, digest, expired_at)
                       VALUES (?, ?, ?, 200, 'a.warc.gz', ?, 1, 'sha1:A', ?)""",
                    [url, url_key(url), f"2026-01-0{number}T23:59:59Z", number, "2026-02-01" if number == 3 else None],
                )
        yield archive.conn


def offsets(*args, **kwargs) -> list[int]:
    return [ref.offset for ref in iterate_kept_captures(*args, **kwargs)]


@pytest.mark.parametrize("batch", [1, 2, 1000])
def test_all_that_are_kept_in_the_order_of_storing(conn, monkeypatch, batch: int):
    monkeypatch.setattr(kept_captures, "BATCH", batch)
    assert offsets(conn) == [1, 2, 4, 5]


def test_of_outlets(conn):
    assert offsets(conn, ["post"]) == [1, 5]
    assert offsets(conn, ["post", "gazette"]) == [1, 2, 4, 5]


def test_of_days_which_are_both_included(conn):
    assert offsets(conn, since=date(2026, 1, 2), until=date(2026, 1, 4)) == [2, 4]
    assert offsets(conn, until=date(2026, 1, 1)) == [1]
