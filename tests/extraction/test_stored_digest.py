"""The digest of the code is computed once and read from then on, until a file or a library changes."""

import sys
from pathlib import Path

import pytest

from newsarchive.extraction import stored_digest as module
from newsarchive.extraction.code_digest import code_digest
from newsarchive.extraction.stored_digest import place_beside, stored_digest

LIBRARIES = {"lxml": "6"}


class Computing:
    """code_digest that counts its calls."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, *known) -> str:
        self.times += 1
        return code_digest(*known)


@pytest.fixture
def computing(monkeypatch: pytest.MonkeyPatch) -> Computing:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    counted = Computing()
    monkeypatch.setattr(module, "code_digest", counted)
    return counted


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "rules.py"
    file.write_text("LIMIT = 1\n")
    return file


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "__pycache__" / "rules.digest"


def test_it_is_computed_once(computing: Computing, file: Path, place: Path):
    found = [stored_digest([file], LIBRARIES, place) for _ in range(3)]
    assert set(found) == {code_digest([file], LIBRARIES)}
    assert computing.times == 1
    assert [one.name for one in place.parent.iterdir()] == ["rules.digest"]


def test_another_file_or_library_counts_at_once(computing: Computing, file: Path, place: Path):
    before = stored_digest([file], LIBRARIES, place)
    file.write_text("LIMIT = 2\n")
    changed = stored_digest([file], LIBRARIES, place)
    upgraded = stored_digest([file], {"lxml": "7"}, place)
    assert upgraded == code_digest([file], {"lxml": "7"})
    assert len({before, changed, upgraded}) == 3


def test_the_same_code_with_another_comment_has_the_same_digest(computing: Computing, file: Path, place: Path):
    before = stored_digest([file], LIBRARIES, place)
    file.write_text("LIMIT = 1  # Why.\n")
    assert stored_digest([file], LIBRARIES, place) == before
    assert computing.times == 2


@pytest.mark.parametrize(
    "damaged", [b"", b"\xff\xfe", b"0" * 42, b"x" * 10_000], ids=["empty", "no text", "another line", "long"]
)
def test_a_damaged_file_is_written_anew(computing: Computing, file: Path, place: Path, damaged: bytes):
    stored_digest([file], LIBRARIES, place)
    whole = place.read_bytes()
    place.write_bytes(damaged)
    assert stored_digest([file], LIBRARIES, place) == code_digest([file], LIBRARIES)
    assert place.read_bytes() == whole


def test_nothing_is_stored_where_python_stores_no_modules(
    computing: Computing, file: Path, place: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert stored_digest([file], LIBRARIES, place) == code_digest([file], LIBRARIES)
    assert not place.parent.exists()
    monkeypatch.setattr(sys.implementation, "cache_tag", None)
    assert place_beside(str(file)) is None
    assert stored_digest([file], LIBRARIES, None) == code_digest([file], LIBRARIES)


def test_a_folder_that_cannot_be_written_to_is_no_error(computing: Computing, file: Path, tmp_path: Path):
    (tmp_path / "file").touch()
    place = tmp_path / "file" / "rules.digest"
    assert stored_digest([file], LIBRARIES, place) == code_digest([file], LIBRARIES)


def test_without_source_files_it_is_computed(computing: Computing, place: Path):
    assert stored_digest([place], LIBRARIES, place) == code_digest([], LIBRARIES)
    assert not place.exists()


def test_it_is_beside_the_compiled_module(tmp_path: Path):
    place = place_beside(str(tmp_path / "rules.py"))
    assert place is not None
    assert place.name.startswith("rules.")
    assert place.suffix == ".digest"
