"""Which feeds and sitemaps an outlet file names."""

from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.outlet_tools.draft.feeds import choose_sources, current_sources, podcast_feeds
from newsarchive.outlet_tools.draft.survey_values import Survey, SurveyedSource
from newsarchive.records import Page, Sighting, Stamp

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOME = "https://rivertownpost.example/"


def sightings(numbers, days: float = 0, kind="feed") -> tuple[Sighting, ...]:
    at = NOW - timedelta(days=days)
    return tuple(Sighting(f"{HOME}a/{n}", "", kind, None, Stamp(at.date(), at)) for n in numbers)


def a_feed(name: str, numbers, days: float = 0, body: bytes = b"") -> SurveyedSource:
    return SurveyedSource(HOME + name, "feed", "declared", sightings(numbers, days), body=body)


def a_sitemap(name: str, numbers, days: float = 0, kind="sitemap", within: str | None = None) -> SurveyedSource:
    return SurveyedSource(HOME + name, kind, "named", sightings(numbers, days, kind), within=within)


def choice_of(*sources: SurveyedSource):
    page = Page(HOME, HOME, NOW, 200, (), b"<html></html>")
    return choose_sources(Survey(page, {}, sources), (), NOW)


COMMENTS = b"<item><link>https://rivertownpost.example/a/1#comment-5</link></item>"
COMMENTS_IN_GERMAN = b"".join(
    b"<entry><link href='https://rivertownpost.example/a/1#kommentar-%d'/></entry>" % number for number in range(5)
)
TRACKED = b"<item><link><![CDATA[https://rivertownpost.example/a/1#xtor=RSS-12]]></link></item>"
SAME_FRAGMENT = b"<item><link>https://rivertownpost.example/a/1#rss1</link></item>" * 5
AUDIO = b'<item><enclosure url="https://rivertownpost.example/1.mp3" type="audio/mpeg"/></item>'


@pytest.mark.parametrize(
    ("sources", "feeds", "sitemaps"),
    [
        pytest.param([a_feed("all", range(20)), a_feed("sport", range(5))], ["all"], [], id="part of another feed"),
        pytest.param([a_feed("a", range(9)), a_feed("b", range(5, 15))], ["b", "a"], [], id="each has its own"),
        pytest.param([a_feed("a", range(9)), a_feed("a2", range(9))], ["a"], [], id="one feed at two URLs"),
        pytest.param([a_feed("old", range(50, 59), 300), a_feed("a", range(9))], ["a"], [], id="a dead feed"),
        pytest.param([a_feed("a", range(9), 300)], ["a"], [], id="as old as the whole site"),
        pytest.param([a_feed("a", range(9)), a_feed("c", range(50, 55), body=COMMENTS)], ["a"], [], id="comments"),
        pytest.param([a_feed("a", range(9)), a_feed("c", range(50, 55), body=COMMENTS_IN_GERMAN)], ["a"], [],
                     id="comments in another language"),
        pytest.param([a_feed("a", range(9), body=TRACKED)], ["a"], [], id="tracking in the fragment"),
        pytest.param([a_feed("a", range(9), body=SAME_FRAGMENT)], ["a"], [], id="the same fragment in all links"),
        pytest.param([a_feed("a", range(9)), a_feed("p", range(50, 55), body=AUDIO)], ["a"], [], id="a podcast"),
        pytest.param([a_feed("a", ())], [], [], id="empty"),
        pytest.param([a_feed("a", range(9)), a_sitemap("n", range(30), kind="news_sitemap")], ["a"], ["n"],
                     id="a news sitemap with more articles"),
        pytest.param([a_feed("a", range(9)), a_sitemap("s", range(30))], ["a"], [], id="a plain sitemap and a feed"),
        pytest.param([a_sitemap("index", ()), a_sitemap("s1", range(9), 1, within=HOME + "index")], [], ["index"],
                     id="an index instead of its parts"),
        pytest.param([a_sitemap("n", range(9), 1, "news_sitemap", HOME + "index")], [], ["n"],
                     id="the news sitemap of an index"),
    ],
)  # fmt: skip
def test_a_source_with_nothing_new_is_rejected(sources, feeds, sitemaps):
    choice = choice_of(*sources)
    assert choice.feeds == tuple(HOME + name for name in feeds)
    assert choice.sitemaps == tuple(HOME + name for name in sitemaps)
    named = {HOME + name for name in (*feeds, *sitemaps)}
    assert all(one.reason for one in choice.rejected)
    assert {source.url for source in sources} <= named | {one.url for one in choice.rejected} | {
        source.url for source in sources if source.within in named
    }


def test_current_sources_are_feeds_of_current_articles():
    news, old, sitemap = a_feed("a", range(9)), a_feed("old", range(20, 29), 900), a_sitemap("s", range(40, 49))
    podcast, comments = a_feed("p", range(50, 55), body=AUDIO), a_feed("c", range(60, 65), body=COMMENTS)
    assert current_sources([podcast, old, news, comments, sitemap], NOW) == [news]
    assert podcast_feeds([podcast, old, news, comments, sitemap]) == [podcast]


def test_a_sitemap_without_dates_is_rejected():
    undated = tuple(Sighting(f"{HOME}a/{n}", "", "sitemap") for n in range(9))
    choice = choice_of(SurveyedSource(HOME + "s", "sitemap", "named", undated))
    assert choice.sitemaps == ()
    assert choice.rejected[0].reason == "has no dates, so a crawl would find nothing recent in it"
