"""The numbers of an outlet's day follow from its runs and articles, whatever happened in between."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.archive import runs
from newsarchive.archive.database import Archive
from newsarchive.archive.health import outlet_days
from newsarchive.archive.health.history import outlet_histories
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.archive.maintenance.verify import verify
from newsarchive.health.days import OutletDay
from newsarchive.records import RunCounts
from tests.archive.health.rows import add_article, add_run

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def days_in(archive: Archive, outlet: str = "post") -> list[OutletDay]:
    rows = archive.conn.execute("SELECT count(*) FROM health_days WHERE outlet = ?", [outlet]).fetchone()
    histories = outlet_histories(archive.conn, NOW, [outlet])
    assert rows[0] == (len(histories[0].days) if histories else rows[0])
    return list(histories[0].days) if histories else []


def test_a_day_adds_up_its_runs_and_counts_its_articles(archive: Archive):
    first = RunCounts(9, 1000, 40, 2, 1, 3, {"not_found": 1}, 0, new_urls=5, answers=8, median_answer_ms=100)
    second = RunCounts(5, 500, 40, 1, 0, 4, {"not_found": 1, "refused": 2}, 1, 2, answers=2, median_answer_ms=900)
    add_run(archive, NOW, first)
    run_id = add_run(archive, NOW + HOUR, second)
    full = {"authors": "A. Reed", "section": "Harbour", "published_at": "2026-11-22T08:30:00Z"}
    add_article(archive, 1, NOW, **full, published_on="2026-11-22", body="x" * 300)
    add_article(archive, 2, NOW + HOUR, completeness="stub")
    add_article(archive, 3, NOW + HOUR, published_on="2026-11-14")
    outlet_days.record_run(archive, run_id, NOW + HOUR)
    assert days_in(archive) == [
        OutletDay(
            day=date(2026, 11, 22),
            runs=2,
            last_run_at=NOW + HOUR,
            requests=14,
            bytes_received=1500,
            new_urls=7,
            articles=2,
            older_articles=1,
            revised=1,
            same=7,
            refused={"not_found": 2, "refused": 2},
            errors=1,
            with_byline=1,
            with_time=1,
            with_section=1,
            with_full_text=1,
            median_chars=200,
            first_at=NOW,
            newest_at=NOW + HOUR,
            by_hour=(*([0] * 9), 1, 1, *([0] * 13)),
            answers=10,
            median_ms=100,
        )
    ]


def test_to_compute_a_day_again_changes_nothing(archive: Archive):
    run_id = add_run(archive, NOW, RunCounts(requests=3))
    add_article(archive, 1, NOW)
    outlet_days.record_run(archive, run_id, NOW)
    before = days_in(archive)
    outlet_days.record_run(archive, run_id, NOW)
    assert days_in(archive) == before


def test_a_run_past_midnight_counts_its_articles_on_both_days(archive: Archive):
    late = NOW.replace(hour=23)
    run_id = add_run(archive, late, RunCounts(requests=3))
    add_article(archive, 1, late)
    add_article(archive, 2, late + 2 * HOUR)
    outlet_days.record_run(archive, run_id, late + 2 * HOUR)
    assert [(one.runs, one.articles) for one in days_in(archive)] == [(1, 1), (0, 1)]


def test_a_backfill_is_no_crawl_and_its_articles_are_no_news(archive: Archive):
    add_article(archive, 1, NOW, published_on="2019-05-04")
    run_id = add_run(archive, NOW, RunCounts(requests=900, bytes_received=9), command="backfill post")
    outlet_days.record_run(archive, run_id, NOW)
    add_run(archive, NOW + HOUR, RunCounts(requests=2))
    outlet_days.record_day(archive, "post", NOW.date())
    assert [(one.runs, one.requests, one.articles, one.older_articles) for one in days_in(archive)] == [(1, 2, 0, 1)]


def test_a_time_after_our_first_sight_is_not_the_newest(archive: Archive):
    add_article(archive, 1, NOW, published_at="2026-11-30T08:00:00Z", published_on="2026-11-30")
    outlet_days.record_run(archive, add_run(archive, NOW), NOW)
    assert days_in(archive)[0].newest_at == NOW


def test_a_removed_article_stays_counted_and_verify_finds_nothing(archive: Archive):
    add_article(archive, 1, NOW)
    outlet_days.record_run(archive, add_run(archive, NOW), NOW)
    before = days_in(archive)
    remove_article(archive, 1, "asked for", NOW)
    assert days_in(archive) == before
    assert list(verify(archive, NOW)) == []


def test_an_archive_of_an_older_version_gets_its_last_days(archive: Archive):
    for days in (100, 30, 1):
        add_run(archive, NOW - timedelta(days=days), RunCounts(requests=days))
    outlet_days.fill_first_days(archive, NOW)
    assert [one.requests for one in days_in(archive)] == [30, 1]
    archive.conn.execute("DELETE FROM health_days WHERE day < '2026-11-01'")
    outlet_days.fill_first_days(archive, NOW)
    assert [one.requests for one in days_in(archive)] == [1], "only an archive without any days is filled"


def test_nothing_is_stored_for_a_day_on_which_nothing_happened(archive: Archive):
    outlet_days.record_day(archive, "post", NOW.date())
    assert archive.conn.execute("SELECT count(*) FROM health_days").fetchone() == (0,)


def test_the_day_of_an_outlet_is_found_by_indexes(archive: Archive):
    plan = [
        row[3]
        for row in archive.conn.execute(
            f"EXPLAIN QUERY PLAN {outlet_days._ARTICLES}", ["post", "2026-11-22T00:00:00Z", "2026-11-22T23:59:59Z"]
        )
    ]
    assert "articles_first_seen (outlet=? AND first_seen_at>? AND first_seen_at<?)" in plan[0]
    assert not any(step.startswith("SCAN") for step in plan)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [([], None), ([(None, 4)], None), ([(100, 0)], None), ([(100, 8), (900, 2)], 100), ([(100, 1), (900, 2)], 900)],
)
def test_the_median_of_runs_counts_their_answers(pairs: list[tuple[int | None, int]], expected: int | None):
    assert outlet_days.weighted_median(pairs) == expected


def test_a_killed_run_is_counted_by_the_next_one(tmp_path: Path, archive: Archive):
    killed = runs.begin_run(archive, None, "post", NOW)
    add_article(archive, 1, NOW)
    assert runs.unfinished(archive.conn) == [killed]
    outlet_days.record_run(archive, killed, NOW)
    assert [(one.runs, one.articles) for one in days_in(archive)] == [(1, 1)]
