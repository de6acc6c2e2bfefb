"""Which feeds of a list belong to one site, and which have an outlet already."""

import pytest

from newsarchive.discovery.opml import Subscription
from newsarchive.outlet import Outlet
from newsarchive.outlet_tools.draft.subscriptions import home_of, subscribed_sites

FEED = "https://post.example/rss"
POST = Outlet("post", "Post", "https://post.example/", "en", "UTC", "gb", ("post.example",), feeds=(FEED,))


@pytest.mark.parametrize(
    ("feed", "site", "home"),
    [
        pytest.param("https://feeds.example.org/x", "http://www.example.org/news", "https://www.example.org/news",
                     id="what the list says, with https"),
        pytest.param("http://feeds.example.org/x.xml", None, "https://example.org/", id="a host of feeds"),
        pytest.param("https://www.example.org/rss", None, "https://www.example.org/", id="the host of the feed"),
        pytest.param("http://127.0.0.1:8000/rss", None, "http://127.0.0.1:8000/", id="this machine"),
        pytest.param("https://feeds.feedburner.com/x", None, None, id="a service for feeds of other sites"),
    ],
)  # fmt: skip
def test_where_a_site_begins(feed: str, site: str | None, home: str | None):
    assert home_of(Subscription(feed, site=site)) == home


def test_feeds_of_one_site_are_one_outlet():
    one = Subscription("https://www.example.org/rss", folders=("News", "Turkey"))
    two = Subscription("https://feeds.example.org/sport", folders=("Sport",))
    other = Subscription("https://feeds.feedburner.com/x")
    first, second = subscribed_sites([one, other, two], [POST])
    assert (first.home, first.feeds, first.outlet) == ("https://www.example.org/", (one.feed, two.feed), None)
    assert first.folders == ("News / Turkey", "Sport")
    assert (second.home, second.feeds) == (None, (other.feed,))


def test_a_site_with_an_outlet_says_which_feeds_the_outlet_lacks():
    known = Subscription("http://www.post.example/rss/")
    sport = Subscription("https://feeds.post.example/sport")
    elsewhere = Subscription("https://feeds.feedburner.com/post", site="https://post.example/")
    (site,) = subscribed_sites([known, sport, elsewhere], [POST])
    assert site.outlet is POST
    assert site.missing == (sport.feed, elsewhere.feed)
