"""A backup is complete, also while another process writes; it replaces nothing unasked and adds only new captures."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import Capture, save
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance import backup
from newsarchive.archive.maintenance.backup import BackupResult, back_up
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.archive.maintenance.verify import verify
from newsarchive.errors import ArchiveError, UsageError
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Page

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
POST = Outlet("post", "Post", "https://post.example/", "en", "UTC", domains=("post.example",))
# Stores articles until it is stopped, and says so once it is at it.
WRITER = """
import sys, itertools
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_backup import Archive, put
with Archive.open(Path({db!r}), write=True) as archive:
    for number in itertools.count(100):
        put(archive, number)
        if number == 110:
            print("writing", flush=True)
"""


def put(archive: Archive, number: int) -> None:
    url, body = f"https://post.example/{number}", f"Ferry {number} costs more. " * 40
    capture = Capture(pack(Page(url, url, NOW, 200, (), body.encode())), url)
    article = Article(outlet="post", headline=f"Report {number}", body=body)
    save(
        archive, version_of(article, "post", "1"), outlet=POST, addresses=Addresses(url, url), now=NOW, capture=capture
    )


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    (tmp_path / "live").mkdir()
    with Archive.open(tmp_path / "live" / "archive.db", write=True) as opened:
        for number in range(3):
            put(opened, number)
        yield opened


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "backup").mkdir()
    return tmp_path / "backup" / "archive.db"


def wrong_with(path: Path) -> list[object]:
    with Archive.open(path, write=True) as copy:
        return list(verify(copy, NOW))


def articles_in(path: Path) -> int:
    with Archive.open(path) as copy:
        return int(copy.conn.execute("SELECT count(*) FROM articles").fetchone()[0])


@pytest.fixture(params=["links", "copies"])
def links(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the disk can link; another disk cannot."""

    def refuse(self: Path, target: Path) -> None:
        raise OSError(18, "Invalid cross-device link")

    if request.param == "copies":
        monkeypatch.setattr(Path, "hardlink_to", refuse)
    return bool(request.param == "links")


def test_backup_with_captures_is_an_archive_of_its_own(archive: Archive, target: Path, links: bool) -> None:
    done = back_up(archive, target, captures=True)
    assert (done.files_new, done.files_kept, done.archive_bytes) == (1, 0, target.stat().st_size)
    assert sorted(os.listdir(target.parent)) == ["archive.db", "captures"]
    (copy,), (file,) = (target.parent / "captures").iterdir(), archive.captures.folder.iterdir()
    assert copy.samefile(file) is links
    assert (articles_in(target), wrong_with(target)) == (3, [])


def test_a_second_run_adds_only_what_is_new(archive: Archive, target: Path, links: bool) -> None:
    back_up(archive, target, captures=True)
    assert back_up(archive, target, captures=True, force=True).files_kept == 1
    put(archive, 3)
    done = back_up(archive, target, captures=True, force=True)
    assert (done.files_new, done.files_kept) == ((0, 1) if links else (1, 0))
    assert (articles_in(target), wrong_with(target)) == (4, [])


def test_an_erasure_reaches_the_next_backup(archive: Archive, target: Path, links: bool) -> None:
    back_up(archive, target, captures=True)
    (file,) = archive.captures.folder.iterdir()
    os.utime(file, (1, 1))
    back_up(archive, target, captures=True, force=True)
    remove_article(archive, 1, "court order", NOW)
    back_up(archive, target, captures=True, force=True)
    assert (target.parent / "captures" / file.name).read_bytes() == file.read_bytes()
    assert wrong_with(target) == []


def test_files_that_no_row_points_to_are_left_out(archive: Archive, target: Path) -> None:
    (archive.captures.folder / "newsarchive-20200101-0.warc.gz").write_bytes(b"")
    assert back_up(archive, target, captures=True).files_new == 1
    assert back_up(archive, target, force=True).files_new == 0


def test_backup_while_another_process_writes(archive: Archive, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "PAGES_PER_STEP", 1)
    archive.checkpoint()
    code = WRITER.format(tests=str(Path(__file__).parent), db=str(archive.path))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as writer:
        try:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "writing\n"
            with Archive.open(archive.path) as reader:
                back_up(reader, target, captures=True)
                stored = reader.conn.execute("SELECT count(*) FROM articles").fetchone()[0]
        finally:
            writer.kill()
    assert 3 + 11 <= articles_in(target) <= stored
    assert wrong_with(target) == []


@pytest.mark.parametrize("name", ["archive.db", "sub", "no/archive.db"], ids=["there", "a folder", "no folder"])
def test_nothing_is_replaced_without_force(archive: Archive, target: Path, name: str) -> None:
    target.write_text("precious")
    (target.parent / "sub").mkdir()
    with pytest.raises(UsageError):
        back_up(archive, target.parent / name)
    assert target.read_text() == "precious"


def test_the_archive_itself_is_never_the_target(archive: Archive) -> None:
    with pytest.raises(UsageError, match="itself"):
        back_up(archive, archive.path, force=True)


def test_a_target_in_use_is_refused(archive: Archive, target: Path) -> None:
    back_up(archive, target)
    conn = sqlite3.connect(target)
    conn.execute("UPDATE outlets SET title = 'Other'")
    conn.commit()
    with pytest.raises(UsageError, match="in use"):
        back_up(archive, target, force=True)
    conn.close()


def test_behind_a_link_the_file_is_replaced_and_the_link_stays(archive: Archive, target: Path) -> None:
    link = target.parent / "newest.db"
    link.symlink_to(target.name)
    back_up(archive, link, captures=True)
    back_up(archive, link, captures=True, force=True)
    assert link.is_symlink()
    assert articles_in(target) == articles_in(archive.path)
    assert wrong_with(target) == []


def test_failure_leaves_the_earlier_backup(archive: Archive, target: Path) -> None:
    back_up(archive, target, captures=True)
    put(archive, 7)
    shutil.rmtree(archive.captures.folder)
    with pytest.raises(ArchiveError, match="newsarchive verify"):
        back_up(archive, target, captures=True, force=True)
    assert articles_in(target) == 3
    assert not list(target.parent.glob("*.part*"))


def test_progress_is_reported_to_the_last_page(archive: Archive, target: Path) -> None:
    steps: list[tuple[int, int]] = []
    done = back_up(archive, target, note=lambda *pages: steps.append(pages))
    assert steps[-1][0] == steps[-1][1] > 0
    assert done == BackupResult(target.stat().st_size)
