"""The simulated month: learned polling asks less, and finds what asking all feeds finds."""

import importlib
import random
import sys
from math import inf
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def polling() -> ModuleType:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        return importlib.import_module("polling")
    finally:
        sys.path.remove(str(BENCHMARKS))


def test_a_feed_lists_its_last_entries_and_fails_when_it_should(polling: ModuleType):
    feed = polling.Feed([(1.0, 0), (2.0, 1), (3.0, 2)], length=2, failures=[(5.0, 6.0), (9.0, inf)])
    assert feed.listed(2.5) == [(1.0, 0), (2.0, 1)]
    assert feed.listed(3.0) == [(2.0, 1), (3.0, 2)]
    assert [feed.answers(hour) for hour in (4.0, 5.0, 6.0, 10.0)] == [True, False, True, False]


def test_learned_polling_asks_less_and_finds_the_same(polling: ModuleType):
    outlet = polling.made_up_outlet(random.Random(5))
    hourly, learned = polling.poll_hourly(outlet, 60), polling.poll_learned(outlet, 60)
    assert hourly.requests == 30 * 24 * len(outlet.feeds)
    assert learned.requests < hourly.requests
    last_day = {article for feed in outlet.feeds for at, article in feed.articles if at > 29 * 24}
    assert set(hourly.found) - set(learned.found) <= last_day
