"""Older articles are in an archive of their own, row by row and page by page; nothing is left of them here."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from zlib import crc32

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.archive.splitting import moving
from newsarchive.errors import UsageError
from tests.archive.splitting.new_year import (
    CLUSTER_COLUMNS,
    NOW,
    OLDER,
    TABLES,
    a_text,
    contents,
    id_of,
    ids_of,
    is_in_a_file,
    opened,
    pages,
    problems,
    put,
    rows,
    split,
)


def test_every_row_of_an_older_article_is_in_the_new_archive_and_none_is_here(archive: Archive) -> None:
    older = ids_of(archive, OLDER)
    everything = {row[0] for row in archive.conn.execute("SELECT id FROM articles")}
    moved, stayed = (
        {table: rows(archive, table, ids, CLUSTER_COLUMNS) for table in TABLES} for ids in (older, everything - older)
    )
    assert problems(archive) == []
    result = split(archive)
    assert (result.counts.articles, result.counts.versions, result.problems) == (len(OLDER), len(OLDER) + 2, ())
    with opened(archive) as new:
        assert {table: rows(new, table, everything, CLUSTER_COLUMNS) for table in TABLES} == moved
        assert problems(new) == []
    assert {table: rows(archive, table, everything, CLUSTER_COLUMNS) for table in TABLES} == stayed
    assert problems(archive) == []


def test_addresses_go_along_with_everything_and_stay_here_as_archived_elsewhere(archive: Archive) -> None:
    older = ids_of(archive, OLDER)
    before = rows(archive, "urls", older)
    others = archive.conn.execute("SELECT * FROM urls ORDER BY key").fetchall()
    split(archive)
    with opened(archive) as new:
        assert rows(new, "urls", older) == before
    here = archive.conn.execute(
        "SELECT DISTINCT outcome, reason, hint_headline, retry_at, etag FROM urls WHERE article_id IN "
        "(SELECT article_id FROM moved_articles)"
    ).fetchall()
    assert here == [("archived_elsewhere", "moved to archive-2025.db", None, None, None)]
    left = archive.conn.execute("SELECT * FROM urls WHERE outcome <> 'archived_elsewhere' ORDER BY key").fetchall()
    assert left == [row for row in others if row in left]
    assert len(left) == len(others) - len(before)


def test_every_page_reads_back_on_one_side_and_a_page_of_two_articles_on_both(archive: Archive) -> None:
    before = pages(archive)
    shared = archive.conn.execute("SELECT capture_id FROM articles WHERE headline = 'Report new-0'").fetchone()[0]
    split(archive)
    here = pages(archive)
    with opened(archive) as new:
        there = pages(new)
        # The row of the expired capture moved too.
        files = new.conn.execute("SELECT file FROM captures WHERE expired_at IS NOT NULL").fetchall()
        assert files == [("archive-2025-expired.warc.gz",)]
    assert {**here, **there} == before
    assert here.keys() & there.keys() == {shared}


def test_the_disk_space_of_moved_pages_comes_back(archive: Archive) -> None:
    files = set(archive.captures.folder.iterdir())
    assert is_in_a_file(archive.captures.folder, "no-article again")
    result = split(archive)
    moved = {file for file in archive.captures.folder.iterdir() if file.name.startswith("archive-2025-")}
    kept = set(archive.captures.folder.iterdir()) - moved
    # There is one file for each day and process. Those of moved pages are gone; other pages in them are in new files.
    assert not [file.name for file in kept & files if file.name.startswith("newsarchive-2025")]
    assert files - kept
    assert result.freed_bytes > 0
    for file in moved:
        file.rename(file.with_suffix(".away"))
    assert is_in_a_file(archive.captures.folder, "no-article again")
    assert not is_in_a_file(archive.captures.folder, "old-1 again")
    assert not is_in_a_file(archive.captures.folder, "picture of revised")
    assert is_in_a_file(archive.captures.folder, "picture of new-1")
    assert problems(archive) == []


def test_clusters_stay_whole_on_both_sides(archive: Archive) -> None:
    names = ("both-head", "both-copy", "head-old", "copy-old", "copy-new", "copy-new-2", "copy-old-of-later-head",
             "head-new", "copy-new-of-later-head", "pair-old", "pair-new")  # fmt: skip
    ids = {name: id_of(archive, name) for name in names}
    name_of = {article_id: name for name, article_id in ids.items()}

    def heads(one: Archive) -> dict[str, str | None]:
        found = one.conn.execute("SELECT id, copy_of FROM articles").fetchall()
        return {name_of[article_id]: name_of.get(head) for article_id, head in found if article_id in name_of}

    assert heads(archive)["copy-new"] == "head-old"
    assert heads(archive)["copy-old-of-later-head"] == "head-new"
    assert heads(archive)["pair-new"] == "pair-old"
    split(archive)
    assert heads(archive) == {
        "copy-new": None,
        "copy-new-2": "copy-new",
        "head-new": None,
        "copy-new-of-later-head": "head-new",
        "pair-new": None,
    }
    with opened(archive) as new:
        assert heads(new) == {
            "both-head": None,
            "both-copy": "both-head",
            "head-old": None,
            "copy-old": "head-old",
            "copy-old-of-later-head": None,
            "pair-old": None,
        }


def test_articles_whose_head_stays_behind_form_a_cluster_of_their_own(archive: Archive) -> None:
    put(archive, "star", "second-copy", -0.5, a_text(4))
    ids = id_of(archive, "copy-old-of-later-head"), id_of(archive, "second-copy")
    split(archive)
    with opened(archive) as new:
        found = new.conn.execute("SELECT id, cluster_id FROM articles WHERE id IN (?, ?)", ids).fetchall()
        assert sorted(found) == [(one, ids[0]) for one in ids]
        assert problems(new) == []
    assert problems(archive) == []


def test_removed_articles_stay_removed_in_both(archive: Archive) -> None:
    removals = archive.conn.execute("SELECT * FROM removals").fetchall()
    split(archive)
    with opened(archive) as new:
        for one in (archive, new):
            assert one.conn.execute("SELECT * FROM removals").fetchall() == removals
            assert put(one, "post", "removed", -25, a_text(6)).verdict == "removed"


def test_ids_are_never_given_again(archive: Archive) -> None:
    split(archive, before=date(2026, 2, 1))
    assert archive.conn.execute("SELECT count(*) FROM articles").fetchone() == (0,)
    highest = archive.conn.execute("SELECT max(article_id) FROM moved_articles").fetchone()[0]
    assert (put(archive, "post", "later", 900).article_id or 0) > highest


def test_what_was_stored_later_moves_into_the_same_archive(archive: Archive) -> None:
    split(archive)
    assert split(archive).counts.articles == 0
    taken = archive.conn.execute("SELECT min(search_id) FROM moved_articles").fetchone()[0]
    late = put(archive, "star", "late", -70, seen=800).article_id
    archive.conn.execute("UPDATE articles SET search_id = ? WHERE id = ?", [taken, late])
    assert split(archive).counts.articles == 1
    with opened(archive) as new:
        assert new.conn.execute("SELECT search_id FROM articles WHERE id = ?", [late]).fetchone() != (taken,)
        assert new.conn.execute("SELECT count(*) FROM articles").fetchone() == (len(OLDER) + 1,)
        assert problems(new) == []
    assert problems(archive) == []


def test_a_year_later_another_archive_gets_the_next_articles(archive: Archive) -> None:
    split(archive)
    split(archive, "archive-2026.db", before=date(2026, 1, 2))
    with opened(archive, "archive-2026.db") as new:
        assert problems(new) == []
    files = archive.conn.execute(
        "SELECT s.file, count(*) FROM moved_articles m JOIN splits s ON s.id = m.split_id GROUP BY 1 ORDER BY 1"
    ).fetchall()
    assert files[0] == ("archive-2025.db", len(OLDER))
    assert files[1][0] == "archive-2026.db"
    assert problems(archive) == []


def test_without_older_articles_no_archive_is_made(archive: Archive) -> None:
    result = split(archive, before=date(2020, 1, 1))
    assert result.counts.articles == 0
    assert not (archive.path.parent / "archive-2025.db").exists()
    assert archive.conn.execute("SELECT count(*) FROM splits").fetchone() == (0,)


def test_a_day_in_the_future_is_refused(archive: Archive) -> None:
    with pytest.raises(UsageError, match="in the future"):
        split(archive, before=NOW.date() + timedelta(days=1))


def test_vacuum_makes_the_file_smaller(archive: Archive) -> None:
    for number in range(40):
        put(archive, "post", f"long-{number}", -100 - number, a_text(number + 100, paragraphs=60))
    archive.checkpoint()
    size = archive.path.stat().st_size
    assert split(archive).free_pages_bytes > 0
    assert split(archive, vacuum=True).free_pages_bytes == 0
    assert archive.path.stat().st_size < size
    assert problems(archive) == []


def test_progress_has_every_step(archive: Archive) -> None:
    seen: dict[str, tuple[int, int]] = {}
    split(archive, note=lambda step, done, total: seen.update({step: (done, total)}))
    number = len(OLDER)
    assert seen["copying"] == seen["comparing"] == seen["erasing here"] == (number, number)
    assert list(seen) == ["copying", "comparing", "completing", "erasing here", "capture files", "merging the index"]


class _Killed(BaseException):
    """Ends a split as a kill would: nothing after it runs, except what closes the files."""


def _kill_at(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Ends a transaction in a kill: the first one before its COMMIT, the first one after it, and so on."""
    real, begun = Archive.transaction, [0]

    @contextmanager
    def transaction(self: Archive) -> Iterator[None]:
        is_outermost = not self.conn.in_transaction
        begun[0] += is_outermost
        is_last = is_outermost and begun[0] == (number + 1) // 2
        with real(self):
            yield
            if is_last and number % 2:
                raise _Killed
        if is_last:
            raise _Killed

    monkeypatch.setattr(Archive, "transaction", transaction)


def _whole(folder: Path) -> list[str]:
    """What is wrong with the archives of the folder, each opened by itself."""
    found = []
    for name in ("archive.db", "archive-2025.db"):
        if (folder / name).exists() and (folder / name).stat().st_size:
            with Archive.open(folder / name, write=True) as one:
                found += [f"{name}: {problem}" for problem in problems(one)]
    return found


def test_a_kill_at_any_transaction_leaves_both_archives_whole_and_the_split_continues(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "BATCH", 3)
    folder, unhurt = tmp_path / "killed", tmp_path / "unhurt"
    with Archive.open(shutil.copytree(made, unhurt) / "archive.db", write=True) as archive:
        split(archive)
        with opened(archive) as new:
            wanted = contents(archive), contents(new)
    kills = 0
    # Every eleventh moment is before a COMMIT if the one before was after it. benchmarks/kills.py has all kinds.
    for number in count(1, 11):
        shutil.copytree(made, folder)
        with monkeypatch.context() as patch:
            _kill_at(patch, number)
            try:
                with Archive.open(folder / "archive.db", write=True) as archive:
                    split(archive)
                break
            except _Killed:
                kills += 1
        assert _whole(folder) == [], number
        with Archive.open(folder / "archive.db", write=True) as archive:
            split(archive)
            with opened(archive) as new:
                assert (contents(archive), contents(new)) == wanted, number
        shutil.rmtree(folder)
    assert kills > 5


@pytest.mark.parametrize("phase", ["copying", "erasing"])
def test_what_a_crawl_changes_after_a_kill_is_moved_as_it_is_then(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, phase: str
) -> None:
    """Changed, removed, new and re-dated articles, between the kill and the next run."""
    monkeypatch.setattr(moving, "BATCH", 3)
    seen: list[str] = []

    def note(step: str, done: int, total: int) -> None:
        seen.append(step)
        if (phase == "copying" and done >= 9) or (seen.count("erasing here") == 2):
            raise _Killed

    with pytest.raises(_Killed):
        split(archive, note=note)
    there = {row[0] for row in archive.conn.execute("SELECT headline FROM articles")}
    left = {name for name in OLDER if f"Report {name}" in there}
    changed, removed, later = sorted(left - {"document", "undated", "by-day"})[:3]
    outlet_of = dict(archive.conn.execute("SELECT headline, outlet FROM articles").fetchall())
    put(archive, outlet_of[f"Report {changed}"], changed, 700, a_text(77))
    remove_article(archive, id_of(archive, removed), "privacy", NOW)
    archive.conn.execute("UPDATE articles SET published_on = '2026-01-02', published_at = '2026-01-02T10:00:00Z', "
                         "search_id = 1767348000 WHERE headline = ?", [f"Report {later}"])  # fmt: skip
    put(archive, "post", "late", -60, seen=800)
    assert problems(archive) == []
    split(archive)
    assert problems(archive) == []
    with opened(archive) as new:
        assert problems(new) == []
        headlines = {row[0] for row in new.conn.execute("SELECT headline FROM articles")}
        names = {"新しい橋" if name == "japanese" else f"Report {name}" for name in OLDER}
        assert headlines == (names | {"Report late"}) - {f"Report {removed}", f"Report {later}"}
        body = new.conn.execute(
            "SELECT body FROM bodies JOIN articles ON id = article_id WHERE headline = ?", [f"Report {changed}"]
        ).fetchone()
        assert body == (a_text(77),)
        assert not is_in_a_file(new.captures.folder, a_text(crc32(removed.encode()))[:200])
    assert id_of(archive, later)


def test_the_new_archive_may_be_in_another_folder(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "2025").mkdir()
    before = pages(archive)
    split(archive, "2025/archive.db")
    with opened(archive, "2025/archive.db") as new:
        assert problems(new) == []
        assert {file.parent for file in new.captures.folder.iterdir()} == {tmp_path / "2025" / "captures"}
        assert {**pages(archive), **pages(new)} == before
        assert new.conn.execute("SELECT direction, file FROM splits").fetchall() == [("from", str(archive.path))]
    assert archive.conn.execute("SELECT direction, file FROM splits").fetchall() == [("into", "2025/archive.db")]


def test_the_moved_article_is_not_wanted_again(archive: Archive) -> None:
    moved = id_of(archive, "old-1")
    split(archive)
    assert put(archive, "post", "old-1", -30, seen=900) == put(archive, "post", "old-1", -30, a_text(9), seen=901)
    answer = put(archive, "post", "old-1", -30, seen=902)
    assert (answer.verdict, answer.article_id) == ("archived_elsewhere", moved)
    assert answer.reason == "archived elsewhere, in archive-2025.db"
