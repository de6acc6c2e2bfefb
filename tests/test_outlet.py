"""An outlet accepts the URLs of its own articles, and its rules have dates."""

import pickle
from datetime import date

import pytest

from newsarchive.outlet import Outlet, Rules


def an_outlet(**facts):
    given = {"name": "post", "title": "Rivertown Post", "home": "https://post.example/", "domains": ("post.example",)}
    return Outlet(language="en", timezone="Europe/London", **{**given, **facts})


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://post.example/2026/11/flood", True),
        ("https://m.post.example/2026/11/flood", True),
        ("https://post.example/video/2026/11/flood", False),
        ("https://post.example/about", False),
        ("https://post.example/", False),
        ("https://other.example/2026/11/flood", False),
        ("https://notpost.example/2026/11/flood", False),
        ("javascript:alert(1)", False),
    ],
)
def test_an_outlet_wants_the_urls_that_its_rules_accept(url, wanted):
    outlet = an_outlet(article_urls=(r"/20\d\d/\d\d/",), skip_urls=(r"/video/",))
    assert outlet.wants(url) is wanted


@pytest.mark.parametrize(
    ("home", "url", "is_on_it"),
    [
        pytest.param("http://127.0.0.1:8931/", "http://127.0.0.1:8931/a", True, id="its port"),
        pytest.param("http://127.0.0.1:8931/", "http://127.0.0.1:8932/a", False, id="the site beside it"),
        pytest.param("http://127.0.0.1:8931/", "http://127.0.0.1/a", False, id="no port"),
        pytest.param("https://post.example/", "https://post.example:443/a", True, id="a home without one"),
        pytest.param("https://post.example:8443/", "https://m.post.example/a", True, id="another host"),
    ],
)
def test_another_port_of_the_home_page_is_another_site(home, url, is_on_it):
    assert an_outlet(home=home, domains=("127.0.0.1", "post.example")).has_host(url) is is_on_it


@pytest.mark.parametrize("domain", ["fähre.example", "xn--fhre-loa.example"])
@pytest.mark.parametrize("host", ["fähre.example", "m.FÄHRE.example", "xn--fhre-loa.example", "XN--FHRE-LOA.example"])
def test_both_forms_of_a_host_name_are_one_host(domain, host):
    outlet = an_outlet(home=f"https://{domain}/", domains=(domain,))
    assert outlet.has_host(f"https://{host}/a")
    assert outlet.wants(f"https://{host}/a")
    assert not outlet.has_host("https://fahre.example/a")


def test_pages_captured_before_a_redesign_keep_its_rules():
    old, older, today = (
        Rules(("#old",), until=date(2024, 3, 1)),
        Rules(("#older",), until=date(2020, 1, 1)),
        Rules(("#new",)),
    )
    outlet = an_outlet(rules=(today, old, older))
    assert outlet.rules_at(date(2019, 6, 1)) == older
    assert outlet.rules_at(date(2024, 3, 1)) == old
    assert outlet.rules_at(date(2024, 3, 2)) == outlet.rules_at(None) == today


def test_the_hash_of_the_rules_changes_only_with_the_rules():
    outlet = an_outlet()
    assert outlet.rules_hash == an_outlet(feeds=("https://post.example/rss",)).rules_hash
    assert outlet.rules_hash != an_outlet(rules=(Rules(prune=("aside",)),)).rules_hash


def test_an_outlet_can_be_pickled():
    outlet = an_outlet(rules=(Rules(("#main",)),))
    assert outlet.zone.key == "Europe/London"
    assert pickle.loads(pickle.dumps(outlet)) == outlet
