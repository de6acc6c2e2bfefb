"""benchmarks/splitting.py on an archive with captures: nothing is lost, and what is lost would be counted."""

import subprocess
import sys
from pathlib import Path

from newsarchive.archive.database import Archive
from tests.archive.splitting.new_year import OLDER, fill

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "splitting.py"


def test_every_text_and_page_is_on_the_right_side(tmp_path: Path):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        fill(archive)
    command = [sys.executable, SCRIPT, "--archive", tmp_path / "archive.db", "--before", "2026-01-01"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=110)
    assert ran.stderr == ""
    assert ran.stdout.startswith(f"{len(OLDER)} articles, ")
    # The page of two articles is in both archives.
    *_, last = ran.stdout.splitlines()
    assert last == (
        "0 versions on both sides, 0 versions lost or changed, 0 pages lost or changed, 0 problems here, "
        "0 problems there"
    )
    assert ran.returncode == 0
