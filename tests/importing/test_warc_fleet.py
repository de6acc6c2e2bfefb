"""WARC files read in parts by workers elsewhere give the archive that a single process makes, each part once."""

from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

from newsarchive.archive.captures.warc_files import CaptureFiles, CaptureRef
from newsarchive.archive.database import Archive
from newsarchive.errors import FleetError
from newsarchive.importing import warc_fleet, warc_range
from newsarchive.importing.warc import import_warc_files
from newsarchive.importing.warc_fleet import import_warc_files_with_fleet
from newsarchive.importing.warc_report import WarcReport
from newsarchive.outlet import Outlet
from newsarchive.outlet_index import OutletIndex
from newsarchive.segments.folder import SegmentFolder
from newsarchive.settings import Settings
from newsarchive.workers.executors import TaskPool
from tests.importing.conftest import HTML, Make, WarcMaker, a_body
from tests.in_this_process import InThisProcess

POST = Outlet(
    name="post", title="Rivertown Post", home="https://post.example/", language="en", timezone="Europe/London",
    domains=("post.example",), article_urls=(r"/news/\d+",),
)  # fmt: skip
URL = "https://www.post.example/news/{}"
# Small enough that each test file has several parts.
PART = 1500


def settings_of(folder: Path) -> Settings:
    return Settings(root=folder, db=folder / "archive.db", min_free_gb=0, workers=1)


def with_fleet(
    folder: Path, files: Sequence[Path], executor: Executor | None = None, part: int = PART, **options
) -> list[WarcReport]:
    reports: list[WarcReport] = []
    folder.mkdir(exist_ok=True)
    with Archive.open(folder / "archive.db", write=True) as archive:
        import_warc_files_with_fleet(
            archive, files, [POST], settings_of(folder), TaskPool(executor or InThisProcess(), lambda: 1, "the test"),
            SegmentFolder(str(folder / "segments" / "a")), range_bytes=part, done=reports.append, **options,
        )  # fmt: skip
    return reports


def alone(folder: Path, files: Sequence[Path]) -> list[WarcReport]:
    reports: list[WarcReport] = []
    folder.mkdir(exist_ok=True)
    with Archive.open(folder / "archive.db", write=True) as archive:
        find = OutletIndex([POST]).outlet_for_url
        import_warc_files(archive, list(files), find, settings_of(folder), done=reports.append)
    return reports


def rows_of(folder: Path) -> dict[str, list[tuple]]:
    """All rows of an archive, with the bytes of each captured page instead of the place where they are."""
    with Archive.open(folder / "archive.db") as archive:
        names = [row[0] for row in archive.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        skipped = ("articles_fts", "revisions_fts", "sqlite_", "_sqlite", "segments", "captures")
        found = {
            name: sorted(archive.conn.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for name in names
            if not name.startswith(skipped)
        }
        captures = archive.conn.execute("SELECT id, url, fetched_at, file, offset, length, digest FROM captures")
        files = CaptureFiles(folder / "captures")
        found["captures"] = [(*row[:3], files.read(CaptureRef(*row[3:]))) for row in captures]
        words = archive.conn.execute("SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'ferry' ORDER BY rowid")
        found["found"] = words.fetchall()
        return found


def ledger_of(folder: Path) -> list[tuple]:
    with Archive.open(folder / "archive.db") as archive:
        rows = archive.conn.execute("SELECT source, begins_at, ends_at FROM segments ORDER BY source, begins_at")
        return rows.fetchall()


def counts_of(reports: Sequence[WarcReport]) -> list[tuple]:
    return [(one.file, one.pages, dict(one.verdicts), dict(one.refused), dict(one.unknown_hosts)) for one in reports]


@pytest.fixture
def files(a_warc: Make) -> list[Path]:
    """Two files with articles, revisions, refused pages and pages of others."""
    first, second = a_warc("first.warc.gz"), a_warc("second.warc.gz")
    for number in range(8):
        first.page(URL.format(number), a_body(f"Bridge {number} opens after nine years", number))
    first.page("https://other.example/a", a_body()).page(URL.format(99), status="404 Not Found")
    first.page(URL.format(3), a_body("Bridge 3 opens at last", 33), WARC_Date="2024-03-05T10:00:00Z")
    first.page(URL.format(50), b"<html><body><p>Short.</p></body></html>")
    for number in range(6, 12):
        second.page(URL.format(number), a_body(f"Bridge {number} opens after nine years", number))
    return [first.save(), second.save()]


def test_the_archive_equals_one_that_a_single_process_makes_row_by_row(tmp_path: Path, files: list[Path]):
    one, many = alone(tmp_path / "one", files), with_fleet(tmp_path / "many", files)
    assert counts_of(one) == counts_of(many)
    assert rows_of(tmp_path / "one") == rows_of(tmp_path / "many")
    assert len(ledger_of(tmp_path / "many")) > 4
    assert not (tmp_path / "many" / "segments" / "a").exists()


@pytest.mark.parametrize("part", [400, 3000, 10**6])
def test_any_size_of_parts_gives_the_same_archive(tmp_path: Path, files: list[Path], part: int):
    one, many = alone(tmp_path / "one", files[1:]), with_fleet(tmp_path / "many", files[1:], part=part)
    assert counts_of(one) == counts_of(many)
    assert rows_of(tmp_path / "one") == rows_of(tmp_path / "many")


def test_parts_that_are_finished_in_another_order_are_taken_in_in_the_order_of_the_file(
    tmp_path: Path, files: list[Path]
):
    alone(tmp_path / "one", files)
    with ThreadPoolExecutor(3) as threads:
        with_fleet(tmp_path / "many", files, threads)
    assert rows_of(tmp_path / "one") == rows_of(tmp_path / "many")


@pytest.mark.parametrize("is_gzip", [True, False], ids=["gzip", "plain"])
def test_a_record_inside_a_page_is_not_taken_for_one(tmp_path: Path, a_warc: Make, is_gzip: bool):
    inner = WarcMaker(tmp_path / "inner", is_gzip=is_gzip)
    inner.page(URL.format(70), a_body("Nothing of this may be stored", 70))
    outer = a_warc("outer.warc", is_gzip=False)
    for number in range(4):
        outer.page(URL.format(number), a_body(number=number) + b"\n" + inner.data)
    outer.save()
    one, many = alone(tmp_path / "one", [outer.path]), with_fleet(tmp_path / "many", [outer.path], part=100)
    assert counts_of(one) == counts_of(many)
    assert rows_of(tmp_path / "one") == rows_of(tmp_path / "many")
    assert one[0].verdicts["new"] == 4


def test_several_records_in_one_member_are_one_part(tmp_path: Path, a_warc: Make):
    made = a_warc()
    for number in range(5):
        made.page(URL.format(number), a_body(number=number))
    file = made.save_in_one_member()
    alone(tmp_path / "one", [file])
    (report,) = with_fleet(tmp_path / "many", [file], part=200)
    assert report.verdicts == {"new": 5}
    assert rows_of(tmp_path / "one") == rows_of(tmp_path / "many")


def damaged(file: Path, offset: int) -> Path:
    data = bytearray(file.read_bytes())
    data[offset + 40 : offset + 60] = b"x" * 20
    file.write_bytes(data)
    return file


@pytest.mark.parametrize("is_cut_off", [False, True], ids=["in the middle", "at the end"])
def test_a_damaged_file_gives_what_one_process_finds_in_it(tmp_path: Path, a_warc: Make, is_cut_off: bool):
    made = a_warc()
    for number in range(9):
        made.page(URL.format(number), a_body(number=number))
    file = made.save(made.data[:-50]) if is_cut_off else damaged(made.save(), made.offsets[4])
    one, many = alone(tmp_path / "one", [file]), with_fleet(tmp_path / "many", [file], part=700)
    assert counts_of(one) == counts_of(many)
    assert (one[0].problem, one[0].page_problems) == (many[0].problem, many[0].page_problems)
    assert bool(many[0].problem) == is_cut_off
    assert rows_of(tmp_path / "one") == rows_of(tmp_path / "many")


def test_files_that_are_no_warc_files_or_are_gone_do_not_stop_the_others(tmp_path: Path, files: list[Path]):
    other = tmp_path / "other.warc"
    other.write_bytes(b"nothing of the kind " * 200)
    gone, bad, good = with_fleet(tmp_path / "many", [tmp_path / "gone.warc", other, files[1]])
    assert "cannot be read" in gone.problem
    assert "not a WARC file" in bad.problem
    assert (good.problem, good.verdicts) == (None, {"new": 6})


class StoppedError(Exception):
    """Stands for a kill."""


@pytest.mark.parametrize("stop", [1, 2, 4])
def test_a_stopped_import_goes_on_where_it_was(tmp_path: Path, files: list[Path], monkeypatch, stop: int):
    alone(tmp_path / "one", files)
    store, calls = warc_fleet._FleetImport._store, iter(range(100))

    def stops(self, file, read):
        if next(calls) == stop:
            raise StoppedError
        store(self, file, read)

    monkeypatch.setattr(warc_fleet._FleetImport, "_store", stops)
    with pytest.raises(StoppedError):
        with_fleet(tmp_path / "many", files)
    before = ledger_of(tmp_path / "many")
    assert len(before) == stop
    monkeypatch.setattr(warc_fleet._FleetImport, "_store", store)
    report, _ = with_fleet(tmp_path / "many", files)
    assert report.resumed_at == before[-1][2]
    assert rows_of(tmp_path / "one") == rows_of(tmp_path / "many")


def test_a_part_whose_transaction_fails_leaves_nothing_behind(tmp_path: Path, files: list[Path], monkeypatch):
    def fails(*args):
        raise StoppedError

    with monkeypatch.context() as patch:
        # The last step of the transaction.
        patch.setattr(warc_fleet, "add_to_ledger", fails)
        with pytest.raises(StoppedError):
            with_fleet(tmp_path / "many", files)
    assert rows_of(tmp_path / "many")["articles"] == []
    alone(tmp_path / "one", files)
    with_fleet(tmp_path / "many", files)
    assert rows_of(tmp_path / "one") == rows_of(tmp_path / "many")


def test_either_kind_of_import_knows_what_the_other_has_done(tmp_path: Path, files: list[Path]):
    with_fleet(tmp_path / "a", files[:1])
    (again,) = alone(tmp_path / "a", files[:1])
    assert again.was_finished
    alone(tmp_path / "b", files[:1])
    (again,) = with_fleet(tmp_path / "b", files[:1])
    assert again.was_finished


def test_again_reads_a_file_from_its_beginning_and_finds_its_pages_known(tmp_path: Path, files: list[Path]):
    with_fleet(tmp_path / "many", files)
    rows = rows_of(tmp_path / "many")
    report, _ = with_fleet(tmp_path / "many", files, again=True)
    assert (report.was_finished, report.verdicts.total(), report.refused["imported before"]) == (False, 0, 10)
    assert rows_of(tmp_path / "many") == rows
    (same, _) = with_fleet(tmp_path / "many", files)
    assert same.was_finished


def test_a_segment_that_was_damaged_on_the_way_is_read_once_more(tmp_path: Path, files: list[Path]):
    folder = tmp_path / "many" / "segments" / "a"

    def spoil(number: int, answer: object) -> object:
        if number == 2:
            (file,) = folder.glob(f"{answer.segment.name}*.warc.gz")
            file.write_bytes(file.read_bytes()[:-100] + bytes(100))
        if number == 4:
            (file,) = folder.glob(f"{answer.segment.name}*.jsonl")
            file.unlink()
        return answer

    alone(tmp_path / "one", files)
    executor = InThisProcess(spoil)
    with_fleet(tmp_path / "many", files, executor)
    assert rows_of(tmp_path / "one") == rows_of(tmp_path / "many")


def test_a_segment_that_is_damaged_again_stops_the_import(tmp_path: Path, files: list[Path]):
    folder = tmp_path / "many" / "segments" / "a"

    def spoil(number: int, answer: object) -> object:
        for file in folder.glob("*.jsonl"):
            file.write_bytes(file.read_bytes()[:-10])
        return answer

    with pytest.raises(FleetError, match="not what the worker wrote"):
        with_fleet(tmp_path / "many", files, InThisProcess(spoil))
    assert rows_of(tmp_path / "many")["articles"] == []


def test_a_worker_of_another_version_is_refused_in_one_line(tmp_path: Path, files: list[Path], monkeypatch):
    monkeypatch.setattr(warc_fleet, "this_reading_version", lambda: "0.0.1-other+00000000")
    with pytest.raises(FleetError, match="install the same newsarchive on all machines") as error:
        with_fleet(tmp_path / "many", files)
    assert "\n" not in str(error.value)


def test_a_worker_that_does_not_see_the_file_says_so(tmp_path: Path, files: list[Path], monkeypatch):
    monkeypatch.setattr(warc_range.Path, "is_file", lambda self: False)
    with pytest.raises(FleetError, match="all machines must see the file under the same path"):
        with_fleet(tmp_path / "many", files)


def test_segments_of_a_killed_import_are_swept(tmp_path: Path, files: list[Path]):
    folder = tmp_path / "many" / "segments" / "a"
    folder.mkdir(parents=True)
    (folder / "stray-1.jsonl").write_text("{}")
    with_fleet(tmp_path / "many", files)
    assert not folder.exists()


def test_few_tasks_are_outstanding(tmp_path: Path, files: list[Path]):
    class Counting(ThreadPoolExecutor):
        most = running = 0

        def submit(self, function, /, *args):
            self.running += 1
            self.most = max(self.most, self.running)
            future = super().submit(function, *args)
            future.add_done_callback(lambda done: setattr(self, "running", self.running - 1))
            return future

    with Counting(1) as executor:
        with_fleet(tmp_path / "many", files, executor)
    assert executor.most == 2


def test_a_hostile_page_costs_its_own_reading_and_no_other(tmp_path: Path, a_warc: Make):
    made = a_warc()
    made.page(URL.format(1), a_body(number=1))
    made.page(URL.format(2), b"\x00\xff" * 50, headers=(*HTML, ("Content-Encoding", "gzip")))
    made.page(URL.format(3), a_body(number=3))
    file = made.save()
    one, many = alone(tmp_path / "one", [file]), with_fleet(tmp_path / "many", [file])
    assert counts_of(one) == counts_of(many)
    assert rows_of(tmp_path / "one") == rows_of(tmp_path / "many")
