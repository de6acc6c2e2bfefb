"""When the next crawl begins, from crontab and systemd."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.cli.schedule import next_runs
from newsarchive.cli.schedule.crontab import crontab
from newsarchive.cli.schedule.jobs import Installation, Wishes, list_jobs
from newsarchive.cli.schedule.next_runs import next_crawls, next_time
from tests.cli.schedule.support import DIFFICULT, settings_in

# A Sunday.
AFTER = datetime(2026, 11, 29, 12, 7)


@pytest.mark.parametrize(
    ("times", "moment"),
    [
        pytest.param("7 * * * *", datetime(2026, 11, 29, 13, 7), id="hourly, and not this minute again"),
        pytest.param("5,20,35,50 * * * *", datetime(2026, 11, 29, 12, 20), id="a list"),
        pytest.param("7 */4 * * *", datetime(2026, 11, 29, 16, 7), id="every four hours"),
        pytest.param("7 3 * * *", datetime(2026, 11, 30, 3, 7), id="tomorrow"),
        pytest.param("0 6 * * Mon-Fri", datetime(2026, 11, 30, 6), id="weekdays by name"),
        pytest.param("30 12 * * 7", datetime(2026, 11, 29, 12, 30), id="Sunday as 7"),
        pytest.param("0 0 1 jan *", datetime(2027, 1, 1), id="a month by name"),
        pytest.param("0 0 5 * 3", datetime(2026, 12, 2), id="day or weekday"),
        pytest.param("0 0 30 2 *", None, id="never"),
        pytest.param("61 * * * *", None, id="no minute"),
        pytest.param("x * * * *", None, id="no number"),
        pytest.param("*/0 * * * *", None, id="no step"),
        pytest.param("* * * *", None, id="four fields"),
    ],
)
def test_the_next_time_is_that_of_cron(times: str, moment: datetime | None):
    assert next_time(times, AFTER) == moment


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What crontab and systemctl print."""
    texts: dict[str, str] = {}
    monkeypatch.setattr(next_runs, "_output", lambda *command: texts.get(command[0], ""))
    return texts


def test_our_own_crontab_is_understood(printed: dict[str, str], tmp_path: Path):
    settings = settings_in(tmp_path / DIFFICULT)
    jobs = list_jobs(settings, Wishes(minute=9, verify=True))
    printed["crontab"] = "MAILTO=a@b.example\n" + crontab(jobs, Installation(tmp_path, ("/usr/bin/newsarchive",)))
    now = datetime(2026, 11, 29, 12, 10, tzinfo=UTC)
    (found,) = next_crawls(settings.db, now)
    assert (found.source, found.at.minute) == ("crontab", 9)
    assert next_crawls(tmp_path / "other.db", now) == []


def test_an_active_timer_is_understood(printed: dict[str, str]):
    path = "{ path=/bin/newsarchive ; argv[]=/bin/newsarchive crawl --all --db /srv/news/archive.db ; }"
    printed["systemctl"] = f"NextElapseUSecRealtime=Sun 2026-11-29 13:07:21 UTC\n\nExecStart={path}\n"
    (found,) = next_crawls(Path("/srv/news/archive.db"), datetime(2026, 11, 29, 12, tzinfo=UTC))
    assert (found.at, found.source) == (datetime(2026, 11, 29, 13, 7, 21, tzinfo=UTC), "systemd")
    printed["systemctl"] = "NextElapseUSecRealtime=\n\nExecStart=\n"
    assert next_crawls(Path("/srv/news/archive.db"), AFTER.replace(tzinfo=UTC)) == []


def test_commands_that_are_missing_or_fail_say_nothing():
    assert next_runs._output("no-such-command-here") == ""
    assert next_runs._output("false") == ""
