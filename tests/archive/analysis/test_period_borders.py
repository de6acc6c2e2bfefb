"""Which articles are in another period than their UTC day: found in an index, at the borders alone."""

from datetime import date

import pytest

from newsarchive.analysis.periods import periods_between
from newsarchive.archive.analysis import period_borders
from newsarchive.archive.analysis.period_borders import read_borders
from newsarchive.archive.database import Archive
from tests.archive.analysis.invented import second_of
from tests.archive.search.invented import an_article, fill

MARCH = periods_between(date(2026, 3, 1), date(2026, 4, 30), "month")
LAST = date(2026, 3, 31)


@pytest.fixture
def archive(tmp_path):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        yield archive


@pytest.mark.parametrize(
    ("day", "hour", "published_on", "places"),
    [
        (LAST, 23, "2026-04-01", (0, 1)),
        (date(2026, 4, 1), 1, "2026-03-31", (1, 0)),
        (date(2026, 4, 2), 1, "2026-03-31", (1, 0)),
        (date(2026, 2, 28), 23, "2026-03-01", (None, 0)),
        (date(2026, 3, 1), 1, "2026-02-28", (0, None)),
        (date(2026, 4, 30), 23, "2026-05-01", (1, None)),
        (date(2026, 5, 1), 1, "2026-04-30", (None, 1)),
        (LAST, 23, "2026-03-31", None),
        (LAST, 23, "2026-04-02", None),
        (LAST, 23, None, None),
        (date(2026, 3, 15), 23, "2026-03-16", None),
        (date(2026, 4, 1), 1, "2026-02-31", (1, None)),
    ],
    ids=[
        "a day ahead of UTC",
        "a day behind UTC",
        "two days behind, since the seconds of a day were full",
        "into the span",
        "out of the span",
        "out of the span at its end",
        "into the span at its end",
        "the same day",
        "dated in the future",
        "no day",
        "far from a border",
        "a day that no calendar has",
    ],
)
def test_an_article_is_moved_if_its_own_day_is_in_another_period(archive, day, hour, published_on, places):
    search_id = second_of(day, hour)
    with archive.transaction():
        fill(archive.conn, [an_article(1, search_id=search_id, published_on=published_on)])
    borders = read_borders(archive.conn, MARCH)
    assert borders.is_exact
    assert borders.moved == ({} if places is None else {search_id: places})


def test_more_articles_than_can_be_looked_up_are_not(archive, monkeypatch: pytest.MonkeyPatch):
    with archive.transaction():
        fill(
            archive.conn,
            [an_article(n, search_id=second_of(LAST, 23, n), published_on="2026-04-01") for n in range(5)],
        )
    assert len(read_borders(archive.conn, MARCH).moved) == 5
    monkeypatch.setattr(period_borders, "MOST_LOOKED_UP", 4)
    too_many = read_borders(archive.conn, MARCH)
    assert (too_many.moved, too_many.is_exact) == ({}, False)


def test_the_last_day_of_the_calendar_has_a_border(archive):
    borders = read_borders(archive.conn, periods_between(date(9999, 12, 30), date.max, "day"))
    assert (borders.moved, borders.until) == ({}, date.max)
