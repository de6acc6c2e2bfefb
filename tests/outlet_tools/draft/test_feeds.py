"""Which feeds and sitemaps are worth naming."""

from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.outlet_tools.draft.feeds import announcing, chosen, recordings
from newsarchive.outlet_tools.draft.survey_values import Source, Survey
from newsarchive.records import Page, Sighting, Stamp

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOME = "https://rivertownpost.example/"


def sightings(numbers, days: float = 0, kind="feed") -> tuple[Sighting, ...]:
    at = NOW - timedelta(days=days)
    return tuple(Sighting(f"{HOME}a/{n}", "", kind, None, Stamp(at.date(), at)) for n in numbers)


def a_feed(name: str, numbers, days: float = 0, body: bytes = b"") -> Source:
    return Source(HOME + name, "feed", "declared", sightings(numbers, days), body=body)


def a_map(name: str, numbers, days: float = 0, kind="sitemap", within: str | None = None) -> Source:
    return Source(HOME + name, kind, "named", sightings(numbers, days, kind), within=within)


def of(*sources: Source):
    page = Page(HOME, HOME, NOW, 200, (), b"<html></html>")
    return chosen(Survey(page, {}, sources), (), NOW)


ITEMS = b"<item><link>https://rivertownpost.example/a/1#comment-5</link></item>"
KOMMENTARE = b"".join(
    b"<entry><link href='https://rivertownpost.example/a/1#kommentar-%d'/></entry>" % number for number in range(5)
)
TRACKED = b"<item><link><![CDATA[https://rivertownpost.example/a/1#xtor=RSS-12]]></link></item>"
MARKED = b"<item><link>https://rivertownpost.example/a/1#rss1</link></item>" * 5
AUDIO = b'<item><enclosure url="https://rivertownpost.example/1.mp3" type="audio/mpeg"/></item>'


@pytest.mark.parametrize(
    ("sources", "feeds", "sitemaps"),
    [
        pytest.param([a_feed("all", range(20)), a_feed("sport", range(5))], ["all"], [], id="a part of another"),
        pytest.param([a_feed("a", range(9)), a_feed("b", range(5, 15))], ["b", "a"], [], id="each has its own"),
        pytest.param([a_feed("a", range(9)), a_feed("a2", range(9))], ["a"], [], id="one feed at two addresses"),
        pytest.param([a_feed("old", range(50, 59), 300), a_feed("a", range(9))], ["a"], [], id="dead"),
        pytest.param([a_feed("a", range(9), 300)], ["a"], [], id="as old as all of the site"),
        pytest.param([a_feed("a", range(9)), a_feed("c", range(50, 55), body=ITEMS)], ["a"], [], id="comments"),
        pytest.param([a_feed("a", range(9)), a_feed("c", range(50, 55), body=KOMMENTARE)], ["a"], [],
                     id="comments in another language"),
        pytest.param([a_feed("a", range(9), body=TRACKED)], ["a"], [], id="tracking in the fragment"),
        pytest.param([a_feed("a", range(9), body=MARKED)], ["a"], [], id="one mark for all"),
        pytest.param([a_feed("a", range(9)), a_feed("p", range(50, 55), body=AUDIO)], ["a"], [], id="a podcast"),
        pytest.param([a_feed("a", ())], [], [], id="empty"),
        pytest.param([a_feed("a", range(9)), a_map("n", range(30), kind="news_sitemap")], ["a"], ["n"],
                     id="a news sitemap names more"),
        pytest.param([a_feed("a", range(9)), a_map("s", range(30))], ["a"], [], id="a plain sitemap beside a feed"),
        pytest.param([a_map("index", ()), a_map("s1", range(9), 1, within=HOME + "index")], [], ["index"],
                     id="an index for its parts"),
        pytest.param([a_map("n", range(9), 1, "news_sitemap", HOME + "index")], [], ["n"],
                     id="the news sitemap of an index by itself"),
    ],
)  # fmt: skip
def test_what_gives_nothing_new_is_left_out(sources, feeds, sitemaps):
    choice = of(*sources)
    assert choice.feeds == tuple(HOME + name for name in feeds)
    assert choice.sitemaps == tuple(HOME + name for name in sitemaps)
    named = {HOME + name for name in (*feeds, *sitemaps)}
    assert all(left.why for left in choice.left)
    assert {source.url for source in sources} <= named | {left.what for left in choice.left} | {
        source.url for source in sources if source.within in named
    }


def test_only_feeds_of_articles_of_today_announce_them():
    news, old, map_ = a_feed("a", range(9)), a_feed("old", range(20, 29), 900), a_map("s", range(40, 49))
    talk, said = a_feed("p", range(50, 55), body=AUDIO), a_feed("c", range(60, 65), body=ITEMS)
    assert announcing([talk, old, news, said, map_], NOW) == [news]
    assert recordings([talk, old, news, said, map_]) == [talk]


def test_a_sitemap_without_dates_is_of_no_use_to_a_crawl():
    undated = tuple(Sighting(f"{HOME}a/{n}", "", "sitemap") for n in range(9))
    choice = of(Source(HOME + "s", "sitemap", "named", undated))
    assert choice.sitemaps == ()
    assert "dates none of its addresses" in choice.left[0].why
