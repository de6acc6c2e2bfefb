"""Our own WARC files: appended to, read back, erased; and what warcio's own tools say of them."""

import errno
import json
import resource
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.cli import main as warcio_main

from newsarchive.archive.captures.warc_files import CaptureFiles, CaptureRef, ensure_free
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.errors import ArchiveError, ArchiveFull, CaptureError
from tests.archive.captures.invented_page import RENDERED, a_page, records


@contextmanager
def files_of_at_most(size_bytes):
    """Lets writing beyond a size fail as it does on a full disk, after a partial write."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_page_comes_back_as_it_was_captured(files):
    page = a_page(requested_url="https://rivertown.example/short", status=404)
    back = files.read(files.append(pack(page)))
    assert back.body == page.body
    assert (back.requested_url, back.final_url) == (page.requested_url, page.final_url)
    assert (back.fetched_at, back.status) == (page.fetched_at, 404)
    assert back.headers == (*page.headers, ("Content-Length", str(len(page.body))))


def test_records_follow_each_other_after_a_warcinfo_record(files):
    refs = [files.append(pack(a_page(body=b"%d" % n))) for n in range(3)]
    path = files.folder / refs[0].file
    assert records(path)[0][0] == "warcinfo"
    assert records(path)[1:] == [("response", b"0"), ("response", b"1"), ("response", b"2")]
    assert refs[1].offset == refs[0].offset + refs[0].length


def test_each_day_and_each_process_has_a_file_of_its_own(files):
    first = files.append(pack(a_page()))
    next_day = files.append(pack(a_page(fetched_at=datetime(2026, 11, 23, tzinfo=UTC))))
    other = CaptureFiles(files.folder).append(pack(a_page()))
    again = files.append(pack(a_page(body=b"late")))
    assert len({first.file, next_day.file, other.file}) == 3
    assert again.file == first.file
    assert files.read(again).body == b"late"
    assert first.file.startswith("newsarchive-20261122-")


def test_a_record_has_left_the_process_when_append_returns(files):
    ref = files.append(pack(a_page()))
    assert CaptureFiles(files.folder).read(ref) == files.read(ref)


def test_appending_continues_after_close(files):
    first = files.append(pack(a_page()))
    files.close()
    second = files.append(pack(a_page(body=b"second")))
    assert [files.read(ref).body for ref in (first, second)] == [a_page().body, b"second"]
    assert [kind for kind, _ in records(files.folder / first.file)] == ["warcinfo", "response", "response"]


def test_on_a_full_disk_the_record_is_removed_and_the_earlier_ones_stay(files):
    first = files.append(pack(a_page()))
    size = (files.folder / first.file).stat().st_size
    with files_of_at_most(size + 50), pytest.raises(ArchiveFull, match="no room"):
        files.append(pack(a_page(body=b"second")))
    assert (files.folder / first.file).stat().st_size == size
    second = files.append(pack(a_page(body=b"second")))
    assert [files.read(ref).body for ref in (first, second)] == [a_page().body, b"second"]


def test_after_an_incomplete_record_that_stays_the_next_goes_into_another_file(files, monkeypatch):
    first = files.append(pack(a_page()))

    def failing_write(file, data):
        file.write(data[:40])
        raise OSError(errno.ENOSPC, "No space left on device")

    class Untruncatable:
        def __init__(self, file):
            self.file = file

        def truncate(self, size):
            raise OSError(errno.EIO, "Input/output error")

        def __getattr__(self, name):
            return getattr(self.file, name)

    files._file = Untruncatable(files._file)
    with monkeypatch.context() as patch:
        patch.setattr("newsarchive.archive.captures.warc_files._write_all", failing_write)
        with pytest.raises(ArchiveFull):
            files.append(pack(a_page(body=b"torn")))
    second = files.append(pack(a_page(body=b"second")))
    assert second.file != first.file
    assert [files.read(ref).body for ref in (first, second)] == [a_page().body, b"second"]


def test_an_incomplete_record_damages_no_other(files):
    first, second = files.append(pack(a_page())), files.append(pack(a_page(body=b"second")))
    path = files.folder / first.file
    with path.open("r+b") as file:
        file.truncate(second.offset + 30)
    assert files.read(first).body == a_page().body
    with pytest.raises(CaptureError, match="no record"):
        files.read(second)


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path):
    (tmp_path / "captures").write_text("a file, not a folder")
    with pytest.raises(ArchiveError, match="cannot be written"):
        CaptureFiles(tmp_path / "captures").append(pack(a_page()))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"file": "newsarchive-19990101-0.warc.gz"}, "cannot be read", id="file missing"),
        pytest.param({"file": "../archive.db"}, "outside", id="path leads out of the folder"),
        pytest.param({"offset": 5}, "no record", id="offset wrong"),
        pytest.param({"length": 20}, "no record", id="length wrong"),
        pytest.param({"length": 10**6}, "no record", id="beyond the end"),
        pytest.param({"digest": "sha1:OTHER"}, "not what was stored", id="another digest"),
    ],
)
def test_a_wrong_reference_is_one_clear_line(files, change, message):
    ref = files.append(pack(a_page()))
    facts = {name: getattr(ref, name) for name in CaptureRef.__slots__}
    with pytest.raises(CaptureError, match=message) as caught:
        files.read(CaptureRef(**{**facts, **change}))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("place", [12, 100, -9, -3], ids=["start", "headers", "check sum", "end"])
def test_a_damaged_record_is_never_returned(files, place):
    ref = files.append(pack(a_page(body=bytes(range(256)) * 3)))
    path = files.folder / ref.file
    data = bytearray(path.read_bytes())
    data[(ref.offset if place > 0 else ref.offset + ref.length) + place] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(CaptureError):
        files.read(ref)


@pytest.mark.parametrize("body", [b"", b"SECRET name", b"SECRET name " * 40_000], ids=["empty", "short", "long"])
def test_an_erased_record_leaves_no_trace_and_moves_no_other(files, body):
    url = "https://rivertown.example/SECRET-name"
    incompressible = body + bytes((n * n * 31) % 251 for n in range(60_000))
    before = files.append(pack(a_page()))
    erased = files.append(pack(a_page(body=incompressible, final_url=url)))
    after = files.append(pack(a_page(body=b"after")))
    path = files.folder / erased.file
    size = path.stat().st_size
    files.erase(erased)
    assert path.stat().st_size == size
    assert [files.read(ref).body for ref in (before, after)] == [a_page().body, b"after"]
    kinds = [kind for kind, _ in records(path)]
    assert kinds == ["warcinfo", "response", "metadata", "response"]
    assert all(b"SECRET" not in content for _, content in records(path))
    stored = path.read_bytes()[erased.offset : erased.offset + erased.length]
    assert stored.strip(b"\x1f\x8b\x08\x10\xff\0").startswith(b" " * 100)
    with pytest.raises(CaptureError, match="removed"):
        files.read(erased)


def test_erasing_twice_is_erasing_once(files):
    ref = files.append(pack(a_page()))
    files.erase(ref)
    once = (files.folder / ref.file).read_bytes()
    files.erase(ref)
    assert (files.folder / ref.file).read_bytes() == once


def test_erasing_completes_a_record_that_a_crash_left_half_erased(files):
    ref, after = files.append(pack(a_page(body=b"half" * 900))), files.append(pack(a_page()))
    path = files.folder / ref.file
    data = bytearray(path.read_bytes())
    data[ref.offset + 10 : ref.offset + 60] = b" " * 50
    path.write_bytes(data)
    files.erase(ref)
    assert [kind for kind, _ in records(path)] == ["warcinfo", "metadata", "response"]
    assert files.read(after).body == a_page().body


def test_the_smallest_record_there_can_be_is_erased(files):
    ref = files.append(pack(a_page(body=b"", final_url="http://a.b", requested_url="http://a.b", headers=())))
    files.erase(ref)
    with pytest.raises(CaptureError, match="removed"):
        files.read(ref)


def test_nothing_is_erased_where_there_is_no_record(files):
    ref = files.append(pack(a_page()))
    whole = (files.folder / ref.file).read_bytes()
    with pytest.raises(CaptureError):
        files.erase(CaptureRef(ref.file, ref.offset + 1, ref.length - 1, ref.digest))
    assert (files.folder / ref.file).read_bytes() == whole


def test_warcio_finds_every_digest_right_even_after_an_erasure(files, capsys):
    refs = [files.append(pack(a_page(body=b"%d" % n))) for n in range(3)]
    files.erase(refs[1])
    with pytest.raises(SystemExit) as ended:
        warcio_main(["check", "-v", str(files.folder / refs[0].file)])
    assert ended.value.code == 0
    assert capsys.readouterr().out.count("digest pass") == 3


def test_warcio_indexes_the_file_as_the_archive_does(files, capsys):
    refs = [files.append(pack(a_page(final_url=f"https://rivertown.example/{n}"))) for n in range(2)]
    warcio_main(
        ["index", "-f", "offset,length,warc-type,warc-target-uri,http:status", str(files.folder / refs[0].file)]
    )
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["warc-type"] for line in lines] == ["warcinfo", "response", "response"]
    assert [(int(line["offset"]), int(line["length"])) for line in lines[1:]] == [(r.offset, r.length) for r in refs]
    assert lines[2]["warc-target-uri"] == "https://rivertown.example/1"
    assert lines[2]["http:status"] == "200"


def test_the_disk_reserve_is_asked_of_the_nearest_folder_that_exists(tmp_path):
    ensure_free(tmp_path / "not" / "yet", 0)
    with pytest.raises(ArchiveFull, match="reserve of 1e"):
        ensure_free(tmp_path / "not" / "yet", 1e9)
    ensure_free(Path("captures"), 0)


def test_warcio_reads_a_file_with_an_incomplete_last_record(files, capsys):
    refs = [files.append(pack(a_page(body=b"%d" % n * 400))) for n in range(3)]
    files.erase(refs[0])
    path = files.folder / refs[0].file
    with path.open("r+b") as file:
        file.truncate(refs[2].offset + 40)
    with pytest.raises(SystemExit) as ended:
        warcio_main(["check", "-v", str(path)])
    assert ended.value.code == 0
    assert capsys.readouterr().out.count("digest pass") == 2
    warcio_main(["index", "-f", "offset,warc-type", str(path)])
    types = [json.loads(line)["warc-type"] for line in capsys.readouterr().out.splitlines()]
    assert types[:3] == ["warcinfo", "metadata", "response"]


def test_a_rendered_page_comes_back_with_what_the_server_sent(files):
    raw = a_page()
    ref = files.append(pack(raw.rendered(RENDERED)))
    page = files.read(ref)
    assert page.body == RENDERED
    assert page.header("Content-Type") == "text/html; charset=utf-8"
    assert [value for name, value in page.headers if name == "Set-Cookie"] == ["a=1", "b=2"]
    assert page.raw.body == raw.body
    assert page.raw.headers[0] == raw.headers[0]


def test_erasing_a_rendered_page_erases_both_records(files):
    ref = files.append(pack(a_page(body=b"SECRET answer").rendered(b"SECRET made of it")))
    after = files.append(pack(a_page()))
    files.erase(ref)
    path = files.folder / ref.file
    assert [kind for kind, _ in records(path)] == ["warcinfo", "metadata", "response"]
    assert all(b"SECRET" not in content for _, content in records(path))
    assert files.read(after).body == a_page().body


def test_a_damaged_half_of_a_rendered_page_is_never_returned(files):
    ref = files.append(pack(a_page().rendered(RENDERED)))
    path = files.folder / ref.file
    whole = path.read_bytes()
    for place in (ref.offset + 100, ref.offset + ref.length - 30):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        with pytest.raises(CaptureError):
            files.read(ref)


def test_two_pages_are_never_one_rendered_page(files):
    first, second = files.append(pack(a_page())), files.append(pack(a_page(body=RENDERED)))
    with pytest.raises(CaptureError):
        files.read(CaptureRef(first.file, first.offset, first.length + second.length, second.digest))
