"""One writer at a time."""

import fcntl
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from newsarchive.archive.lock import lock_file, lock_holder, write_lock
from newsarchive.errors import ArchiveBusy, ArchiveError

HOLDER = """
import sys
import threading
from pathlib import Path
from newsarchive.archive.lock import write_lock
with write_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def a_holder(path: Path) -> subprocess.Popen[bytes]:
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    return holder


def test_second_writer_is_told_which_file_is_held(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    holder = a_holder(path)
    with pytest.raises(ArchiveBusy, match=r"archive\.db\.lock.*--wait"), write_lock(path):
        pass
    holder.communicate()
    with write_lock(path):
        pass


def test_a_killed_writer_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    holder = a_holder(path)
    holder.kill()
    holder.wait()
    with write_lock(path):
        assert lock_file(path).exists()


def test_waiting_ends_when_the_other_writer_ends(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    holder = a_holder(path)
    assert holder.stdin is not None
    holder.stdin.close()
    with write_lock(path, wait_minutes=1):
        pass
    holder.wait()


def test_a_link_and_its_file_have_one_lock(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "link.db").symlink_to("disk/archive.db")
    assert lock_file(tmp_path / "link.db") == tmp_path / "disk" / "archive.db.lock"
    holder = a_holder(tmp_path / "link.db")
    with pytest.raises(ArchiveBusy), write_lock(tmp_path / "disk" / "archive.db"):
        pass
    holder.communicate()


def test_absent_folder_is_named_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no folder"), write_lock(tmp_path / "absent" / "archive.db"):
        pass
    assert not (tmp_path / "absent").exists()


def test_lock_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    lock_file(tmp_path / "archive.db").mkdir()
    with pytest.raises(ArchiveError, match="cannot be locked"), write_lock(tmp_path / "archive.db"):
        pass


def test_the_holder_is_known_while_it_writes(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    assert lock_holder(path) is None
    holder = a_holder(path)
    found = lock_holder(path)
    assert found is not None
    # A namespace of processes, or a file system with other device numbers, may hide it.
    assert found.pid in (holder.pid, None)
    holder.communicate()
    assert lock_holder(path) is None
    assert lock_file(path).exists()


def test_a_look_at_the_lock_does_not_stop_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with write_lock(path):
        pass
    # As lock_holder does, for longer.
    with lock_file(path).open("rb") as opened:
        fcntl.flock(opened, fcntl.LOCK_SH)
        threading.Timer(0.05, lambda: fcntl.flock(opened, fcntl.LOCK_UN)).start()
        with write_lock(path):
            pass
