"""Gaps and shares of a panel, and requests that cannot be answered."""

import pytest

from newsarchive.archive.analysis.timeline_values import MOST_QUERIES, Panel, TimelineRequest, check_request
from newsarchive.archive.search.selection import EVERYTHING
from newsarchive.errors import UsageError

PANEL = Panel(None, None, articles=((1, 0, 0),), published=(4, 0, 5), covered_days=(7, 7, 0))


def test_a_share_is_of_the_published_articles_and_unknown_without_any():
    assert [PANEL.share(0, period) for period in range(3)] == [0.25, None, 0.0]


def test_a_period_of_which_nothing_is_known_is_a_gap():
    assert [PANEL.is_gap(period) for period in range(3)] == [False, False, True]


@pytest.mark.parametrize(
    ("queries", "message"),
    [
        pytest.param((), "at least one search", id="no search"),
        pytest.param(("a",) * (MOST_QUERIES + 1), f"At most {MOST_QUERIES} searches", id="too many"),
    ],
)
def test_a_timeline_has_one_to_five_searches(queries, message):
    with pytest.raises(UsageError, match=message):
        check_request(TimelineRequest(queries, EVERYTHING))
    check_request(TimelineRequest(("",) * MOST_QUERIES, EVERYTHING))
