"""The numbers of one outlet's run, taken from Scrapy's."""

from types import SimpleNamespace
from typing import Any

from scrapy.settings import Settings

from newsarchive.crawl.reporting.run_report import RunStats, counts_apart, counts_of
from newsarchive.records import RunCounts


def test_the_numbers_of_a_run_come_from_scrapys_numbers() -> None:
    counted = {
        "newsarchive/requests": 7,
        "downloader/response_bytes": 900,
        "newsarchive/seen": 5,
        "newsarchive/new": 2,
        "newsarchive/refused/too_short": 1,
        "newsarchive/refused/robots_forbids": 2,
        "newsarchive/sighted": 3,
        "newsarchive/answers": 6,
        "newsarchive/median_answer_ms": 120,
        "finish_reason": "finished",
    }
    refused = {"too_short": 1, "robots_forbids": 2}
    answers = {"new_urls": 3, "answers": 6, "median_answer_ms": 120}
    assert counts_of(counted) == RunCounts(7, 900, 5, new_articles=2, refused=refused, **answers)


def test_a_run_without_numbers_has_counts_of_zero() -> None:
    assert counts_of({"finish_reason": "finished"}) == RunCounts()


def test_only_a_backfills_own_numbers_are_apart() -> None:
    counted = {"newsarchive/apart/other_days": 2, "newsarchive/apart/undated": 0, "newsarchive/new": 4}
    assert counts_apart(counted) == {"other_days": 2, "undated": 0}


def test_the_numbers_can_be_read_and_changed() -> None:
    crawler: Any = SimpleNamespace(settings=Settings())
    stats = RunStats(crawler)
    stats.inc_value("newsarchive/new")
    stats.inc_value("newsarchive/new", 2)
    assert stats.get_stats() == {"newsarchive/new": 3}
