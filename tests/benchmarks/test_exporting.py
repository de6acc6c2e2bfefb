"""benchmarks/exporting.py with a handful of articles."""

import subprocess
import sys
from pathlib import Path

EXPORTING = Path(__file__).resolve().parents[2] / "benchmarks" / "exporting.py"


def test_each_export_is_measured_at_both_sizes(tmp_path: Path):
    wanted = ["--only", "jsonl, a word in all", "--only", "warc"]
    command = [sys.executable, EXPORTING, "--articles", "40", "--folder", tmp_path, *wanted]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=110)
    assert [line.split(" articles in ")[0] for line in ran.stderr.splitlines()[:2]] == ["4", "40"]
    table = [line for line in ran.stdout.splitlines() if line.startswith(("jsonl, a word in all ", "warc "))]
    peaks = [float(peak) for line in table for peak in line[24:].split()[:2]]
    assert len(peaks) == 4
    assert all(10 < peak < 1000 for peak in peaks)
    assert list(tmp_path.iterdir()) == []
