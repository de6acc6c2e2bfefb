"""Pages that workers elsewhere read again give what this process would make of them."""

from dataclasses import asdict, replace
from pathlib import Path

import pytest

from newsarchive.archive.articles import saving
from newsarchive.archive.database import Archive
from newsarchive.errors import FleetError, SegmentError
from newsarchive.reextraction import reread_task
from newsarchive.reextraction.reread_task import fleet_reader
from newsarchive.segments.folder import SegmentFolder
from newsarchive.workers.executors import TaskPool
from tests.in_this_process import InThisProcess
from tests.reextraction.conftest import POST, ReadAll, a_page, a_short_page, as_an_older_reader, keep, rows


@pytest.fixture
def pages(archive: Archive) -> Archive:
    """An archive with articles that were read otherwise, one whose page is lost, and a page without an article."""
    for number in range(1, 7):
        keep(archive, a_page(number))
        as_an_older_reader(archive, number, headline=f"Another headline {number}")
    as_an_older_reader(archive, 6, headline=rows(archive, "SELECT headline FROM articles WHERE id = 1")[0][0])
    keep(archive, a_short_page(7))
    archive.conn.execute("UPDATE captures SET digest = 'sha1:other' WHERE id = 5")
    return archive


def elsewhere(archive: Archive, executor: InThisProcess | None = None):
    folder = SegmentFolder(str(archive.path.parent / "segments"))
    return fleet_reader(TaskPool(executor or InThisProcess(), lambda: 2, "the test"), folder, [POST], 30.0)


def test_the_report_and_the_archive_are_those_of_one_process(
    pages: Archive, reextract: ReadAll, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(reread_task, "PAGES_PER_TASK", 2)
    here = reextract(writes=False)
    with elsewhere(pages) as reader:
        there = reextract(writes=False, reader=reader)
        assert asdict(there) == asdict(here)
        assert (there.changed, there.unreadable.count, there.still_refused) == (5, 1, 1)
        written = reextract(reader=reader)
    assert written.amended + written.revised == 5
    assert reextract(writes=False).changed == 0
    assert not (pages.path.parent / "segments").exists()


def test_few_pages_of_several_outlets_are_one_task(pages: Archive, reextract: ReadAll):
    echo = replace(POST, name="echo", title="Rivertown Echo", home="https://echo.example/", domains=("echo.example",))
    saving.register_outlets(pages, [echo])
    page = a_page(1, headline="A ferry sails again")
    url = "https://echo.example/news/1"
    keep(pages, replace(page, requested_url=url, final_url=url), echo)
    as_an_older_reader(pages, 7, headline="Another headline of the echo")
    tasks = []

    def count(number: int, answer: object) -> object:
        tasks.append(number)
        return answer

    folder = SegmentFolder(str(pages.path.parent / "segments"))
    pool = TaskPool(InThisProcess(count), lambda: 2, "the test")
    with fleet_reader(pool, folder, [POST, echo], 30.0) as reader:
        report = reextract(POST, echo, reader=reader)
    assert (report.outlets, report.changed, len(tasks)) == (2, 6, 1)
    assert rows(pages, "SELECT outlet, headline FROM articles WHERE id = 7") == [("echo", "A ferry sails again")]


def test_a_segment_that_is_lost_is_read_once_more(pages: Archive, reextract: ReadAll):
    folder = pages.path.parent / "segments"

    def lose(number: int, answer: object) -> object:
        if number == 1:
            for file in folder.glob("*.jsonl"):
                file.unlink()
        return answer

    with elsewhere(pages, InThisProcess(lose)) as reader:
        assert reextract(writes=False, reader=reader).changed == 5


def test_a_segment_that_is_lost_again_ends_it(pages: Archive, reextract: ReadAll):
    folder = pages.path.parent / "segments"

    def lose(number: int, answer: object) -> object:
        for file in folder.glob("*.jsonl"):
            file.unlink()
        return answer

    with elsewhere(pages, InThisProcess(lose)) as reader, pytest.raises(SegmentError, match="cannot be read"):
        reextract(writes=False, reader=reader)


def test_workers_that_do_not_see_the_captures_say_so(pages: Archive, reextract: ReadAll, monkeypatch):
    with elsewhere(pages) as reader:
        monkeypatch.setattr(reread_task.Path, "is_dir", lambda self: False)
        with pytest.raises(FleetError, match="all machines must see the captures under the same path"):
            reextract(writes=False, reader=reader)
