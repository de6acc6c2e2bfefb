"""Which of an index's sitemaps are asked for when it names more than a run may ask."""

from datetime import date

import pytest

from newsarchive.crawl.phases.discovery import first_of
from newsarchive.discovery.sitemaps import NestedSitemap
from newsarchive.records import Stamp


def undated(*numbers: int) -> list[NestedSitemap]:
    return [NestedSitemap(f"https://rivertownpost.example/sitemap-{number}.xml", None) for number in numbers]


@pytest.mark.parametrize(
    ("room", "numbers"),
    [
        pytest.param(9, [1, 2, 3, 4, 5, 6, 7], id="all have room"),
        pytest.param(7, [1, 2, 3, 4, 5, 6, 7], id="all just have room"),
        pytest.param(4, [1, 2, 6, 7], id="both ends"),
        pytest.param(3, [1, 2, 7], id="an odd number"),
        pytest.param(0, [], id="no room"),
    ],
)
def test_of_undated_sitemaps_both_ends_are_asked_for(room, numbers):
    assert first_of(undated(1, 2, 3, 4, 5, 6, 7), room) == undated(*numbers)


def test_news_and_dated_sitemaps_come_before_undated_ones():
    news = NestedSitemap("https://rivertownpost.example/news.xml", None)
    dated = NestedSitemap("https://rivertownpost.example/november.xml", Stamp(on=date(2026, 11, 2)))
    assert first_of([news, dated, *undated(1, 2, 3, 4)], 4) == [news, dated, *undated(1, 4)]
    assert first_of([news, dated, *undated(1)], 1) == [news]
