"""benchmarks/kills.py with one kill of each command: those that end soon, those with workers, and imports of files."""

import subprocess
import sys
from pathlib import Path

import pytest

KILLS = Path(__file__).resolve().parents[2] / "benchmarks" / "kills.py"


# Each command starts three or four times, and each start takes ten seconds on a busy machine.
@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    "names", [("import", "remove", "backup"), ("reextract", "crawl"), ("jsonl", "warc"), ("split",)], ids=" ".join
)
def test_kills_leave_nothing_wrong(names: tuple[str, ...]):
    only = [word for name in names for word in ("--only", name)]
    command = [sys.executable, KILLS, "--kills", str(len(names)), *only]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=390, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert [line.split()[0] for line in ran.stdout.splitlines()] == list(names)
    assert ran.stdout.count("  0 things wrong afterwards") == len(names)
