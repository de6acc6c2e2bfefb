"""`newsarchive schedule` as a user runs it: crawls that end in time, and paths that cron understands."""

import re
import shlex
from pathlib import Path

import pytest


def job_of(text: str) -> str:
    (job,) = [line for line in text.splitlines() if not line.startswith("#")]
    return job


@pytest.mark.parametrize(
    ("every", "times", "budget"),
    [
        (15, "7,22,37,52 * * * *", 12),
        (30, "7,37 * * * *", 26),
        (60, "7 * * * *", 53),
        (120, "7 */2 * * *", 107),
        (1440, "7 3 * * *", 1295),
    ],
)
def test_a_crawl_ends_before_the_next_begins(run, every, times, budget):
    job = job_of(run("schedule", "--every", every).out)
    assert job.startswith(times + " cd ")
    assert f" crawl --all --for {budget} " in job
    assert budget < every


def test_paths_are_absolute_and_survive_cron(run, tmp_path: Path, monkeypatch):
    folder = tmp_path / "50% of it's news"
    folder.mkdir()
    monkeypatch.chdir(folder)
    job = job_of(run("schedule").out)
    assert not re.search(r"(?<!\\)%", job)
    words = shlex.split(job.replace(r"\%", "%").split(" * * * * ")[1])
    assert words[:2] == ["cd", str(folder)]
    assert words[words.index("--db") + 1] == str(folder / "archive.db")
    assert words[-1] == str(folder / "crawl.log")
    assert Path(words[3]).is_absolute()


@pytest.mark.parametrize("every", [16, 90, 300, 1439])
def test_what_cron_cannot_repeat_evenly_is_refused(run, every):
    result = run("schedule", "--every", every)
    assert (result.status, result.out) == (2, "")
    assert "cron cannot repeat this evenly; use 15, 20, 30, 60" in result.err
