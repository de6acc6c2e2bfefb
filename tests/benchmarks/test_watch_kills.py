"""benchmarks/watch_kills.py with one kill of each kind."""

import subprocess
import sys
from pathlib import Path

import pytest

KILLS = Path(__file__).resolve().parents[2] / "benchmarks" / "watch_kills.py"


@pytest.mark.timeout(600)
def test_kills_lose_and_double_no_article():
    ran = subprocess.run([sys.executable, KILLS, "--kills", "4"], capture_output=True, text=True, timeout=580)
    assert (ran.returncode, ran.stderr) == (0, "")
    counts = {line.split("  ")[0]: line.split()[1] for line in ran.stdout.splitlines() if not line.startswith("  ")}
    assert (counts["lost"], counts["doubled"], counts["wrong"]) == ("0", "0", "0")
    assert int(counts["articles"]) >= 4
