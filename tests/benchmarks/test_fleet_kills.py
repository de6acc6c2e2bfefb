"""benchmarks/fleet_kills.py with one kill of a worker and one of the command."""

import re
import subprocess
import sys
from pathlib import Path

KILLS = Path(__file__).resolve().parents[2] / "benchmarks" / "fleet_kills.py"


def test_kills_leave_nothing_wrong():
    only = ["--only", "a worker", "--only", "the command"]
    command = [sys.executable, KILLS, "--kills", "2", "--files", "1", "--pages", "150", "--port", "18791", *only]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=110, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    # A run ends after the kill that makes them two, or with one more that was under way.
    assert re.search(r"^ +[23]  in all; 0 things wrong afterwards", ran.stdout, re.MULTILINE), ran.stdout
