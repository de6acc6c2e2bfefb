"""How the health of an archive is printed."""

from datetime import UTC, date, datetime

import pytest

from newsarchive.archive.health.current import ArchiveHealth
from newsarchive.cli.reports.health_report import health_lines, health_row
from newsarchive.health.days import OutletDay, OutletHistory
from newsarchive.health.disk import DiskForecast
from newsarchive.records import Finding, FindingKind

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
DISK = DiskForecast(70 * 10**9, 42 * 10**9, 10.0**9, 41)
FEED = Finding(
    "rivertown_post",
    FindingKind.FEED,
    "https://rivertown.example/rss",
    datetime(2026, 11, 20, 7, tzinfo=UTC),
    "the feed has had no new entry since 2026-11-20 07:00 UTC, while the outlet's other feeds named 40 new addresses",
    "run `newsarchive check rivertown_post`, then correct its feeds or sitemaps",
)


def a_history(name: str, *articles: int) -> OutletHistory:
    days = (
        OutletDay(date(2026, 11, 22 - number), runs=1, last_run_at=NOW, articles=count, newest_at=NOW)
        for number, count in reversed(list(enumerate(articles)))
    )
    return OutletHistory(name, name.title(), "gb", tuple(days))


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_findings_come_first_and_fit_the_width_of_a_mail():
    health = ArchiveHealth((FEED,), (a_history("rivertown_post", *[3] * 20),), DISK)
    lines = list(health_lines(health, NOW, with_outlets=False))
    assert lines[0] == "rivertown_post: feed https://rivertown.example/rss since 2026-11-20 07:00 UTC"
    assert lines[-2:] == ["outlets: something is wrong with 1 of 1", DISK.sentence]
    assert max(map(len, lines[1:-1])) <= 80
    assert " ".join(line.strip() for line in lines[1:-2]) == f"{FEED.summary} {FEED.advice}"


def test_the_outlets_with_findings_are_at_the_top_of_the_table():
    histories = (a_history("harbour_times", 5, 4), a_history("rivertown_post", *range(10)))
    health = ArchiveHealth((FEED,), histories, DISK)
    lines = list(health_lines(health, NOW, with_outlets=True))
    first, second = (line.split() for line in lines[-4:-2])
    assert first == ["rivertown_post", "21", "2026-11-22", "09:00", "2026-11-22", "09:00"], "of the last seven days"
    assert second[:2] == ["harbour_times", "9"]


def test_a_finding_of_the_disk_belongs_to_the_archive():
    finding = Finding(None, FindingKind.DISK, "", NOW, "full in 9 days", "make room")
    lines = list(health_lines(ArchiveHealth((finding,), (), DISK), NOW, with_outlets=False))
    assert lines[0] == "archive: disk since 2026-11-22 09:00 UTC"
    assert lines[-2].startswith("no outlet has been crawled yet")


def test_json_has_the_same_with_full_times():
    row = health_row(ArchiveHealth((FEED,), (a_history("rivertown_post", 3),), DISK), NOW)
    assert row["findings"][0]["since"] == "2026-11-20T07:00:00Z"
    assert row["findings"][0]["kind"] == "feed"
    assert row["outlets"] == [
        {
            "name": "rivertown_post",
            "title": "Rivertown_Post",
            "articles_last_7_days": 3,
            "newest_article_at": "2026-11-22T09:00:00Z",
            "last_crawled_at": "2026-11-22T09:00:00Z",
            "days_known": 1,
        }
    ]
    assert row["disk"]["days_left"] == 41
