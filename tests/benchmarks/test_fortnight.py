"""benchmarks/fortnight.py with the first three days alone."""

import subprocess
import sys
from pathlib import Path

import pytest

FORTNIGHT = Path(__file__).resolve().parents[2] / "benchmarks" / "fortnight.py"


@pytest.mark.timeout(600)
def test_the_first_outlet_that_breaks_is_reported_by_one_mail_and_by_the_crawl():
    command = [sys.executable, FORTNIGHT, "--every", "12", "--history", "1", "--days", "3"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=580)
    assert (ran.returncode, ran.stderr) == (0, "")
    *mail, last = ran.stdout.strip().splitlines()
    assert mail[0] == "----- day 3, 2026-09-04 00:00 UTC"
    assert mail[4] == "New:"
    assert mail[5].startswith("  courier: feed http://127.0.0.1:")
    assert last == "8 crawls, 1 mails; the crawls printed the same texts"
