"""Before anything is erased: the new archive is complete, and written to the disk."""

import os

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.near_duplicates import assignment
from tests.archive.splitting.new_year import id_of, opened, problems, split


class _Ended(BaseException):
    pass


def test_the_new_archive_is_on_the_disk_before_the_first_article_is_erased(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda file: (synced.append(1), real(file))[1])
    wal = archive.path.with_name("archive-2025.db-wal")

    def note(step: str, done: int, total: int) -> None:
        if step == "erasing here":
            raise _Ended

    with pytest.raises(_Ended):
        split(archive, note=note)
    assert synced
    assert not wal.exists() or wal.stat().st_size == 0


def test_every_outlet_is_known_with_its_facts(archive: Archive) -> None:
    archive.conn.execute("UPDATE outlets SET country = 'gb' WHERE name = 'post'")
    split(archive)
    with opened(archive) as new:
        facts = "SELECT * FROM outlets ORDER BY name"
        assert new.conn.execute(facts).fetchall() == archive.conn.execute(facts).fetchall()


def test_clusters_are_joined_once(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    joined: list[list[int]] = []
    real = assignment.assign_clusters

    def assign(conn: object, article_ids: list[int]) -> None:
        joined.append(list(article_ids))
        real(conn, article_ids)  # type: ignore[arg-type]

    member = id_of(archive, "copy-old-of-later-head")
    monkeypatch.setattr(assignment, "assign_clusters", assign)
    split(archive)
    assert joined.count([member]) == 1
    with opened(archive) as new:
        assert problems(new) == []
