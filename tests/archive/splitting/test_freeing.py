"""If the new archive is lost, its articles may be stored here again."""

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.splitting import freeing
from newsarchive.archive.splitting.freeing import free_moved
from newsarchive.errors import UsageError
from tests.archive.splitting.new_year import OLDER, id_of, problems, put, split


def test_the_articles_may_be_stored_again_and_get_new_ids(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freeing, "BATCH", 4)
    old = id_of(archive, "old-1")
    split(archive)
    assert put(archive, "post", "old-1", -30, seen=900).verdict == "archived_elsewhere"
    seen: list[int] = []
    freed = free_moved(archive, "archive-2025.db", seen.append)
    assert freed == seen[-1] >= len(OLDER)
    assert free_moved(archive, "archive-2025.db") == 0
    again = put(archive, "post", "old-1", -30, seen=900)
    assert again.verdict == "new"
    assert again.article_id != old
    # Collections still know what became of the old id.
    assert problems(archive) == []


def test_a_file_that_nothing_moved_into_is_named(archive: Archive) -> None:
    with pytest.raises(UsageError, match=r"no finished split moved articles into archive-2024\.db"):
        free_moved(archive, "archive-2024.db")
