"""Which files to import, and what each contains."""

from pathlib import Path

import pytest

from newsarchive.importing.files import files_in


def made(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()


def names(files: list[Path]) -> list[str]:
    return [file.name for file in files]


def test_a_folder_gives_the_files_in_it_and_below_it_that_can_be_imported(tmp_path: Path):
    made(tmp_path, "b.txt", "a.md", "deep/er/c.jsonl", "d.ndjson", "e.warc", "f.warc.gz", "picture.png", "notes")
    found = files_in([tmp_path])
    assert names(found.documents) == ["a.md", "b.txt"]
    assert names(found.jsonls) == ["d.ndjson", "c.jsonl"]
    assert names(found.warcs) == ["e.warc", "f.warc.gz"]
    assert len(found) == 6


def test_a_file_that_is_named_itself_counts_as_a_document_unless_its_suffix_says_otherwise(tmp_path: Path):
    made(tmp_path, "letter", "PAGES.WARC.GZ", "rows.JSONL")
    found = files_in([tmp_path / name for name in ("letter", "PAGES.WARC.GZ", "rows.JSONL")])
    assert (names(found.documents), names(found.jsonls), names(found.warcs)) == (
        ["letter"], ["rows.JSONL"], ["PAGES.WARC.GZ"],
    )  # fmt: skip


def test_lists_of_subscriptions_are_known_by_their_suffix_or_their_beginning(tmp_path: Path):
    made(tmp_path, "a.OPML", "feeds.xml", "other.xml", "letter.txt")
    for name in ("feeds.xml", "letter.txt"):
        (tmp_path / name).write_text('<?xml version="1.0"?>\n<opml version="2.0">')
    found = files_in(sorted(tmp_path.iterdir()))
    assert names(found.opmls) == ["a.OPML", "feeds.xml"]
    assert names(found.documents) == ["letter.txt", "other.xml"]


def test_files_that_are_missing_are_named_before_any_is_opened(tmp_path: Path):
    made(tmp_path, "here.txt")
    found = files_in([tmp_path / name for name in ("here.txt", "gone.txt", "gone.jsonl", "no\0path.warc")])
    assert found.problems() == [
        f"{tmp_path}/gone.txt: cannot be read: No such file or directory",
        f"{tmp_path}/gone.jsonl: cannot be read: No such file or directory",
        f"{tmp_path}/no\0path.warc: cannot be read: not a path",
    ]


def test_a_file_without_permission_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    made(tmp_path, "secret.txt")
    # Whoever runs the tests may be root, who may read everything.
    monkeypatch.setattr("os.access", lambda path, mode: False)
    assert files_in([tmp_path]).problems() == [f"{tmp_path}/secret.txt: cannot be read: Permission denied"]


def test_an_empty_folder_gives_nothing(tmp_path: Path):
    assert len(files_in([tmp_path])) == 0
