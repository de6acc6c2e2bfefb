"""benchmarks/fleet_kills.py with one kill of a worker and one of the command."""

import subprocess
import sys
from pathlib import Path

import pytest

KILLS = Path(__file__).resolve().parents[2] / "benchmarks" / "fleet_kills.py"


# Two archives are made, and the fleet starts at least once: on a busy machine this takes a minute or two.
@pytest.mark.timeout(400)
def test_kills_leave_nothing_wrong():
    only = ["--only", "a worker", "--only", "the command"]
    command = [sys.executable, KILLS, "--kills", "2", "--files", "1", "--pages", "150", "--port", "18791", *only]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=390, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "2  in all; 0 things wrong afterwards" in ran.stdout
