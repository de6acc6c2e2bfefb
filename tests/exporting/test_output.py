"""Files and folders of an export have their names only when they are complete."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from newsarchive.errors import NewsArchiveError, UsageError
from newsarchive.exporting.output import whole_file, whole_folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fail_after(step: Callable[[], object], error: BaseException) -> None:
    step()
    raise error


def test_a_file_has_its_name_when_it_is_complete(tmp_path: Path):
    with whole_file(tmp_path / "all.csv") as out:
        out.write(b"one")
        out.flush()
        assert names(tmp_path) == ["all.csv.part"]
    assert names(tmp_path) == ["all.csv"]
    assert (tmp_path / "all.csv").read_bytes() == b"one"


@pytest.mark.parametrize(
    ("stop", "becomes"),
    [
        pytest.param(OSError(28, "No space left on device"), NewsArchiveError, id="disk full"),
        pytest.param(KeyboardInterrupt(), KeyboardInterrupt, id="Ctrl-C"),
        pytest.param(BrokenPipeError(), BrokenPipeError, id="the reader went away"),
    ],
)
def test_a_file_that_was_there_stays_as_it_was(tmp_path: Path, stop: BaseException, becomes: type[BaseException]):
    (tmp_path / "all.csv").write_text("of before")
    with pytest.raises(becomes), whole_file(tmp_path / "all.csv") as out:
        fail_after(lambda: out.write(b"one"), stop)
    assert names(tmp_path) == ["all.csv"]
    assert (tmp_path / "all.csv").read_text() == "of before"


def test_a_full_disk_is_reported_in_one_line(tmp_path: Path):
    with pytest.raises(NewsArchiveError) as refusal, whole_file(tmp_path / "all.csv"):
        raise OSError(28, "No space left on device")
    assert str(refusal.value) == (
        f"{tmp_path}/all.csv: cannot be written: No space left on device; no incomplete file is left, "
        "and the archive is unchanged"
    )


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path):
    with pytest.raises(UsageError, match="is a folder; name a file in it"), whole_file(tmp_path):
        pass


def test_a_file_in_a_folder_that_does_not_exist_is_refused(tmp_path: Path):
    path = tmp_path / "absent" / "all.csv"
    with pytest.raises(UsageError, match=r"the folder .*absent does not exist; make it first"), whole_file(path):
        pass


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with whole_file(pipe) as out:
        out.write(b"one")
    assert os.read(reader, 10) == b"one"
    os.close(reader)
    assert pipe.is_fifo()


def test_a_new_folder_appears_with_all_its_files(tmp_path: Path):
    with whole_folder(tmp_path / "deep" / "out") as folder:
        (folder / "1.txt").write_text("one")
        assert names(tmp_path / "deep") == [folder.name] != ["out"]
    assert names(tmp_path / "deep") == ["out"]
    assert names(tmp_path / "deep" / "out") == ["1.txt"]


def test_files_are_added_to_an_existing_folder(tmp_path: Path):
    (tmp_path / "out").mkdir()
    for name in ("1.txt", "other.txt"):
        (tmp_path / "out" / name).write_text("of before")
    with whole_folder(tmp_path / "out") as folder:
        (folder / "1.txt").write_text("one")
        (folder / "2.txt").write_text("two")
        assert names(tmp_path / "out") == ["1.txt", "other.txt"]
    assert names(tmp_path) == ["out"]
    assert {file.name: file.read_text() for file in (tmp_path / "out").iterdir()} == {
        "1.txt": "one",
        "2.txt": "two",
        "other.txt": "of before",
    }


def test_an_unfinished_folder_leaves_nothing(tmp_path: Path):
    with pytest.raises(NewsArchiveError, match="No space left"), whole_folder(tmp_path / "out") as folder:
        fail_after(lambda: (folder / "1.txt").write_text("one"), OSError(28, "No space left on device"))
    assert names(tmp_path) == []


def test_another_folder_with_a_similar_name_is_left_alone(tmp_path: Path):
    (tmp_path / "out.part").mkdir()
    (tmp_path / "out.part" / "own.txt").write_text("of somebody")
    with whole_folder(tmp_path / "out") as folder:
        (folder / "1.txt").write_text("one")
    assert names(tmp_path) == ["out", "out.part"]
    assert names(tmp_path / "out") == ["1.txt"]
    assert names(tmp_path / "out.part") == ["own.txt"]
