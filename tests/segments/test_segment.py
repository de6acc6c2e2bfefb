"""Segments come back as they were written, or not at all."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.errors import SegmentError
from newsarchive.ingest import Prepared, prepare
from newsarchive.outlet import IMPORTED
from newsarchive.records import Page
from newsarchive.segments.folder import SegmentFolder
from newsarchive.segments.segment import SegmentName, SegmentWriter, read_segment, remove_segment

HTML = (
    '<html lang="en"><head><title>Fähre</title></head><body><article><h1>The ferry “Möwe” sails on</h1>'
    + "".join(f"<p>Deck {part} of the ferry was painted 🐟 on Friday, <b>unseen</b> by all.</p>" for part in range(9))
    + "</article></body></html>"
)


@dataclass(frozen=True)
class Word:
    """A value of a test."""

    text: str


@pytest.fixture
def folder(tmp_path: Path) -> SegmentFolder:
    return SegmentFolder(str(tmp_path / "segments"))


def written(folder: SegmentFolder, *words: str) -> SegmentName:
    with SegmentWriter(folder, "task") as writer:
        for word in words:
            writer.add(Word(word), word.encode())
    return writer.finished


def words_in(folder: SegmentFolder, segment: SegmentName) -> list[tuple[str, bytes]]:
    return [(word.text, record) for word, record in read_segment(folder, segment, Word)]


def test_values_come_back_in_order_with_their_records(folder: SegmentFolder):
    segment = written(folder, "one", "", "zwölf")
    assert words_in(folder, segment) == [("one", b"one"), ("", b""), ("zwölf", "zwölf".encode())]
    assert segment.lines == 3


def test_an_empty_segment_is_one_too(folder: SegmentFolder):
    assert words_in(folder, written(folder)) == []


def test_a_prepared_page_comes_back_as_it_was(folder: SegmentFolder):
    url = "https://post.example/möwe"
    page = Page(url, url, datetime(2024, 3, 1, 10, tzinfo=UTC), 200, (("Content-Type", "text/html"),), HTML.encode())
    prepared = prepare(page, IMPORTED)
    assert prepared.version is not None
    with SegmentWriter(folder, "task") as writer:
        writer.add(prepared)
    assert [value for value, _ in read_segment(folder, writer.finished, Prepared)] == [prepared]


def test_two_attempts_at_a_task_have_files_of_their_own(folder: SegmentFolder):
    first, second = written(folder, "one"), written(folder, "one")
    assert (first.name != second.name, first.digest == second.digest) == (True, True)
    remove_segment(folder, first.name)
    remove_segment(folder, first.name)
    assert words_in(folder, second) == [("one", b"one")]
    with pytest.raises(SegmentError, match="cannot be read"):
        words_in(folder, first)


@pytest.mark.parametrize("suffix", ["jsonl", "warc.gz"])
@pytest.mark.parametrize("change", [lambda data: data[:-3], lambda data: data.replace(b"two", b"twx")])
def test_damage_is_found_at_the_latest_at_the_end(tmp_path: Path, folder: SegmentFolder, suffix: str, change):
    segment = written(folder, "one", "two")
    file = tmp_path / "segments" / f"{segment.name}.{suffix}"
    file.write_bytes(change(file.read_bytes()))
    with pytest.raises(SegmentError, match="not what the worker wrote"):
        words_in(folder, segment)


def test_a_task_that_fails_leaves_no_segment(tmp_path: Path, folder: SegmentFolder):
    def fail() -> None:
        with SegmentWriter(folder, "task") as writer:
            writer.add(Word("one"))
            raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        fail()
    assert list((tmp_path / "segments").iterdir()) == []
