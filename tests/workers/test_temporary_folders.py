"""Folders that go with their process, also one that was killed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsarchive.workers import temporary_folders
from newsarchive.workers.temporary_folders import TemporaryFolder, remove_abandoned

KILLED = """
import os, signal
from newsarchive.workers.temporary_folders import TemporaryFolder
folder = TemporaryFolder("ours-")
(folder.path / "profile").mkdir()
print(folder.path, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def test_a_folder_is_removed_with_all_that_is_in_it(temporary: Path) -> None:
    folder = TemporaryFolder("ours-")
    (folder.path / "profile").mkdir()
    remove_abandoned("ours-")
    assert folder.path.exists()
    folder.remove()
    assert list(temporary.iterdir()) == []


def test_the_folder_of_a_killed_process_is_removed_by_a_later_one(temporary: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, text=True, check=False)
    left = Path(done.stdout.strip())
    assert left.parent == temporary
    assert (left / "profile").exists()
    remove_abandoned("other-")
    assert left.exists()
    remove_abandoned("ours-")
    assert not left.exists()


def test_what_is_no_folder_of_this_user_stays(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (temporary / "ours-file").touch()
    (temporary / "elsewhere").mkdir()
    (temporary / "elsewhere" / "text").touch()
    (temporary / "ours-link").symlink_to(temporary / "elsewhere")
    (temporary / "ours-other").mkdir()
    remove_abandoned("ours-")
    assert (temporary / "ours-file").exists()
    assert (temporary / "elsewhere" / "text").exists()
    assert not (temporary / "ours-other").exists()
    (temporary / "ours-other").mkdir()
    monkeypatch.setattr(temporary_folders.os, "geteuid", lambda: os.getuid() + 1)
    remove_abandoned("ours-")
    assert (temporary / "ours-other").exists()


def test_a_folder_that_was_removed_before_it_was_locked_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    mkdtemp, made = temporary_folders.tempfile.mkdtemp, list[str]()

    def make(prefix: str) -> str:
        made.append(mkdtemp(prefix=prefix))
        if len(made) == 1:
            remove_abandoned(prefix)
        return made[-1]

    monkeypatch.setattr(temporary_folders.tempfile, "mkdtemp", make)
    folder = TemporaryFolder("ours-")
    assert len(made) == 2
    assert str(folder.path) == made[1]
    folder.remove()
