"""Which commands an archive needs, and when they run."""

from pathlib import Path

import pytest

from newsarchive.cli.schedule.jobs import Job, When, Wishes, list_jobs
from newsarchive.errors import UsageError
from tests.cli.schedule.support import settings_in

NEWS = Path("/srv/news")


def jobs(**wishes) -> dict[str, Job]:
    return {job.name: job for job in list_jobs(settings_in(NEWS), Wishes(**wishes))}


@pytest.mark.parametrize(
    ("every", "when", "budget", "wait"),
    [
        (15, When((7, 22, 37, 52)), 12, 2),
        (30, When((7, 37)), 26, 3),
        (60, When((7,)), 53, 6),
        (120, When((7,), "*/2"), 107, 12),
        (1440, When((7,), "3"), 1295, 144),
    ],
)
def test_a_crawl_ends_before_the_next_begins(every: int, when: When, budget: int, wait: int):
    crawl = jobs(every_minutes=every)["crawl"]
    assert crawl.when == when
    assert crawl.words[:6] == ("crawl", "--all", "--for", str(budget), "--wait", str(wait))
    assert budget + wait < every


@pytest.mark.parametrize("every", [16, 90, 300, 1439])
def test_an_uneven_interval_is_refused(every: int):
    with pytest.raises(UsageError, match="cannot be repeated evenly; use 15, 20, 30, 60"):
        jobs(every_minutes=every)


def test_outlets_are_always_checked_the_rest_is_asked_for(tmp_path: Path):
    assert list(jobs()) == ["crawl", "check"]
    assert list(jobs(verify=True, backup_folder=tmp_path)) == ["crawl", "check", "verify", "backup"]


def test_no_two_jobs_begin_at_the_same_moment(tmp_path: Path):
    for minute in range(60):
        moments = [job.when.minutes for job in jobs(minute=minute, verify=True, backup_folder=tmp_path).values()]
        assert len(set(moments)) == len(moments)


def test_every_job_names_the_archive_and_the_log():
    for job in jobs(verify=True, log=Path("/var/log/news/news.log")).values():
        assert job.words[-4:] == ("--db", "/srv/news/archive.db", "--log", "/var/log/news/news.log")
        assert job.folders == (NEWS, Path("/var/log/news"))


def test_without_a_log_no_job_has_one():
    assert "--log" not in jobs()["crawl"].words


def test_a_backup_goes_into_its_folder_with_the_captures(tmp_path: Path):
    backup = jobs(backup_folder=tmp_path)["backup"]
    assert backup.words[:4] == ("backup", f"{tmp_path}/archive.db", "--captures", "--force")
    assert backup.folders == (NEWS, tmp_path)


def test_a_backup_into_the_archives_own_folder_is_refused(tmp_path: Path):
    link = tmp_path / "link"
    link.symlink_to(tmp_path)
    with pytest.raises(UsageError, match="the archive itself is in this folder"):
        list_jobs(settings_in(tmp_path), Wishes(backup_folder=link))
