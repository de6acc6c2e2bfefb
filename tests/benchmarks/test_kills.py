"""benchmarks/kills.py with one kill of each command."""

import subprocess
import sys
from pathlib import Path

KILLS = Path(__file__).resolve().parents[2] / "benchmarks" / "kills.py"


def test_three_kills_leave_nothing_wrong():
    ran = subprocess.run([sys.executable, KILLS, "--kills", "3"], capture_output=True, text=True, timeout=110)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert [line.split()[0] for line in ran.stdout.splitlines()] == ["import", "remove", "backup"]
    assert ran.stdout.count("  0 things wrong afterwards") == 3
