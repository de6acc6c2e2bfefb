"""Jobs that run in the foreground: in order, at their times, and until a signal."""

import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.cli.schedule.foreground import run_jobs
from newsarchive.cli.schedule.jobs import Installation, Job, When

START = datetime(2026, 11, 29, 12, 7)


class Passing:
    """A clock that goes on by an hour each time it is asked."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        self.time += timedelta(hours=1)
        return self.time


def a_job(name: str, script: str, when: When) -> Job:
    return Job(name, name, (), ("-c", script), when, ())


def test_jobs_run_one_after_the_other_until_a_signal(tmp_path: Path):
    here = Installation(tmp_path, (sys.executable,))
    lines: list[str] = []

    def say(line: str) -> None:
        lines.append(line)
        if line == "verify: ended with status 3":
            os.kill(os.getpid(), signal.SIGTERM)

    crawl = a_job("crawl", "open('crawled', 'a').write('x')", When((9,)))
    verify = a_job("verify", "raise SystemExit(3)", When((0,), "20"))
    before = signal.getsignal(signal.SIGTERM)
    assert run_jobs([crawl, verify], here, say, Passing()) == 143
    assert lines[:2] == ["crawl: began", "crawl: ended with status 0"]
    assert (tmp_path / "crawled").read_text().startswith("xx")
    assert "verify: ended with status 3" in lines
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.parametrize(("sent", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_job_that_runs_is_told_to_end_and_waited_for(tmp_path: Path, sent: int, status: int):
    script = (
        "import signal, sys, time\n"
        "def end(*_): open('ended', 'w').close(); sys.exit(143)\n"
        "signal.signal(signal.SIGTERM, end)\n"
        "print('running', flush=True)\n"
        "time.sleep(100)\n"
    )
    outer = (
        "import sys\nfrom pathlib import Path\n"
        "from newsarchive.cli.schedule.foreground import run_jobs\n"
        "from newsarchive.cli.schedule.jobs import Installation, Job, When\n"
        f"job = Job('crawl', 'crawl', (), ('-c', {script!r}), When((9,)), ())\n"
        "sys.exit(run_jobs([job], Installation(Path('.'), (sys.executable,)), print))\n"
    )
    with subprocess.Popen([sys.executable, "-c", outer], cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        # Both processes write to the same pipe; the job's line comes when its handler is in place.
        while (line := process.stdout.readline()) and line != "running\n":
            pass
        process.send_signal(sent)
        process.communicate()
    assert process.returncode == status
    assert (tmp_path / "ended").exists()
