"""Which hosts an outlet asks, and which outlets must stay together."""

import pytest

from newsarchive.crawl.http.hosts import Hosts, grouped
from newsarchive.outlet import Outlet


def outlet(home: str, *domains: str, feeds: tuple[str, ...] = ()) -> Outlet:
    return Outlet(
        name="post", title="Post", home=home, language="en", timezone="UTC", domains=domains, feeds=feeds
    )  # fmt: skip


POST = Hosts.of(outlet("https://post.example/", "post.example", feeds=("https://feeds.example/post.xml",)))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://post.example/1", True),
        ("http://blog.post.example:8080/1", True),
        ("https://feeds.example/other.xml", True),
        ("https://more.feeds.example/post.xml", False),
        ("https://feeds.example:444/post.xml", False),
        ("https://bigpost.example/", False),
        ("https://example/", False),
    ],
)
def test_an_outlet_has_its_domains_and_the_hosts_of_its_feeds(url: str, expected: bool):
    assert POST.has(url) is expected


def test_a_home_with_a_port_stands_for_that_port_alone():
    hosts = Hosts.of(outlet("http://127.0.0.1:8001/", "127.0.0.1"))
    assert hosts.has("http://127.0.0.1:8001/a")
    assert not hosts.has("http://127.0.0.1:8002/a")


def test_further_addresses_count_also_without_a_scheme():
    hosts = Hosts.of(outlet("https://post.example/", "post.example"), ["//cdn.example:81", "//[::1]:82"])
    assert hosts.has("http://cdn.example:81/map.xml")
    assert hosts.has("http://[::1]:82/map.xml")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("https://a.example/", "https://b.example/", False),
        ("https://a.example/", "https://news.a.example/", True),
        ("https://news.a.example/", "https://sport.a.example/", False),
    ],
)
def test_hosts_meet_where_one_is_below_the_other(one: str, other: str, expected: bool):
    first, second = (Hosts.of(outlet(home, home.split("/")[2])) for home in (one, other))
    assert first.meets(second) is second.meets(first) is expected


def test_outlets_that_share_a_host_over_others_are_in_one_group():
    feed = ("https://feeds.example/all.xml",)
    all_hosts = [
        Hosts.of(outlet("https://sport.a.example/", "sport.a.example")),
        Hosts.of(outlet("https://alone.example/", "alone.example")),
        Hosts.of(outlet("https://b.example/", "b.example", feeds=feed)),
        Hosts.of(outlet("https://a.example/", "a.example")),
        Hosts.of(outlet("https://c.example/", "c.example", feeds=feed)),
        Hosts.of(outlet("https://news.a.example/", "news.a.example")),
    ]
    assert grouped(all_hosts) == [[0, 3, 5], [1], [2, 4]]
    for one in grouped(all_hosts):
        for other in grouped(all_hosts):
            if one != other:
                assert not any(all_hosts[a].meets(all_hosts[b]) for a in one for b in other)
