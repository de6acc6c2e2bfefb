"""benchmarks/fleet_kills.py with one kill of a worker and one of the command."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = Path(__file__).resolve().parents[2] / "benchmarks" / "fleet_kills.py"


# Two archives are made, and the fleet starts at least once: on a busy machine this takes a minute.
@pytest.mark.timeout(400)
def test_kills_leave_nothing_wrong():
    only = ["--only", "a worker", "--only", "the command"]
    command = [sys.executable, KILLS, "--kills", "1", "--files", "1", "--pages", "60", "--port", "18791", *only]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=390, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    # An import may end between the two kills of a round, so there may be one or two.
    assert re.search(r"^ +[12]  in all; 0 things wrong afterwards", ran.stdout, re.MULTILINE), ran.stdout
