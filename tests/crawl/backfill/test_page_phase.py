"""What a backfill counts beside the numbers of a crawl."""

from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from one_run import OneCrawler, an_outlet, some_settings

from newsarchive.crawl.backfill.page_phase import BackfillPagePhase
from newsarchive.crawl.reporting.run_report import counts_apart
from newsarchive.discovery.periods import Span
from newsarchive.records import Outcome, Stamp

JANUARY = Span(date(2024, 1, 1), date(2024, 1, 31))


def a_page(published: date | None) -> Any:
    """An extracted article, as far as the phase looks at it."""
    stamp = (
        Stamp(published, datetime(published.year, published.month, published.day, tzinfo=UTC)) if published else None
    )
    return SimpleNamespace(version=SimpleNamespace(article=SimpleNamespace(published=stamp)))


def apart_after(folder: Path, page: Any, outcome: Outcome) -> dict[str, int]:
    crawler = OneCrawler(an_outlet(), some_settings(folder))
    session: Any = SimpleNamespace(archive=None, settings=None, stop_reason=None)
    stored: Any = SimpleNamespace(outcome=outcome)
    BackfillPagePhase(crawler.spider, session, JANUARY, 10).record_stored(page, stored)
    return counts_apart(crawler.stats.get_stats())


@pytest.mark.parametrize(
    ("page", "outcome", "other_days"),
    [
        pytest.param(a_page(date(2023, 12, 31)), Outcome.ARTICLE, 1, id="the day before"),
        pytest.param(a_page(date(2024, 1, 31)), Outcome.ARTICLE, 0, id="the last day"),
        pytest.param(a_page(None), Outcome.ARTICLE, 0, id="no date"),
        pytest.param(SimpleNamespace(version=None), Outcome.NOT_ARTICLE, 0, id="not an article"),
    ],
)
def test_an_article_of_other_days_has_its_own_count(
    tmp_path: Path, page: Any, outcome: Outcome, other_days: int
) -> None:
    assert apart_after(tmp_path, page, outcome) == {"other_days": other_days, "undated": 0}
