"""The ways to look for older articles."""

from datetime import date
from typing import get_args

from newsarchive.crawl.options import WAYS, Backfill, Way
from newsarchive.discovery.periods import Span


def test_every_way_can_be_chosen() -> None:
    assert get_args(Way) == WAYS


def test_older_articles_are_looked_for_in_sitemaps_unless_another_way_is_chosen() -> None:
    assert Backfill(Span(date(2024, 1, 1), date(2024, 1, 31))).by == "sitemaps"
