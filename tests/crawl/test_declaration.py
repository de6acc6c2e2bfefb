"""The facts of an outlet file: what is accepted, and what the message about each mistake says."""

from datetime import date
from typing import Any

import pytest

from newsarchive.crawl.declaration import declare, registered_host
from newsarchive.errors import OutletError
from newsarchive.outlet import Rules


def facts(**changes: Any) -> dict[str, Any]:
    known = {
        "name": "rivertown_post",
        "title": "Rivertown Post",
        "home": "https://www.rivertownpost.co.uk/",
        "country": "gb",
        "language": "en",
        "timezone": "Europe/London",
        **changes,
    }
    return {name: value for name, value in known.items() if value is not ...}


def test_the_required_facts_make_an_outlet_with_the_home_pages_registered_host() -> None:
    outlet = declare(facts(), "rivertown_post.py")
    assert outlet.domains == ("rivertownpost.co.uk",)
    assert outlet.wants("https://news.rivertownpost.co.uk/2026/11/flood")


def test_one_body_selector_may_be_a_string_and_earlier_rules_come_after_the_current_ones() -> None:
    earlier = Rules(body=("#old",), until=date(2024, 5, 1))
    outlet = declare(facts(body="#new", prune=["aside"], earlier_rules=[earlier]), "rivertown_post.py")
    assert outlet.rules == (Rules(body=("#new",), prune=("aside",)), earlier)
    assert outlet.rules_at(date(2024, 4, 30)) == earlier


def test_an_outlet_may_have_no_country() -> None:
    assert declare(facts(country=None), "rivertown_post.py").country is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"feed": []}, "unknown fact 'feed' (did you mean feeds?)", id="a fact misspelt"),
        pytest.param({"allowed_domains": []}, "did you mean domains?", id="Scrapy's name for a fact"),
        pytest.param({"colour": "red"}, "allowed are name, title, home", id="a fact nobody knows"),
        pytest.param({"timezone": ...}, "'timezone' is missing", id="a fact missing"),
        pytest.param({"country": ...}, "'country' is missing", id="no country, not even None"),
        pytest.param(
            {"name": "Rivertown-Post"},
            "name: 'Rivertown-Post' is not a valid name; use lower-case",
            id="a name with capitals",
        ),
        pytest.param({"title": " "}, "title: ' ' is not a text", id="an empty title"),
        pytest.param({"country": "uk"}, "write 'gb'", id="uk for gb"),
        pytest.param({"country": "GB"}, "ISO 3166-1", id="country in capitals"),
        pytest.param({"language": "ua"}, "BCP 47", id="a country for a language"),
        pytest.param({"language": "English"}, "BCP 47", id="a language in words"),
        pytest.param({"timezone": "GMT+1"}, "IANA time zone", id="an offset for a timezone"),
        pytest.param({"timezone": "../../etc/passwd"}, "IANA time zone", id="a path for a timezone"),
        pytest.param({"timezone": None}, "IANA time zone", id="no timezone"),
        pytest.param({"home": "rivertownpost.co.uk"}, "is not an absolute https address", id="home without scheme"),
        pytest.param({"feeds": ["http://rivertownpost.co.uk/rss"]}, "is not https", id="a feed over http"),
        pytest.param({"feeds": "https://rivertownpost.co.uk/rss"}, "must be a list", id="one feed without a list"),
        pytest.param({"feeds": [3]}, "is not an absolute https address", id="a number for a feed"),
        pytest.param({"feeds": ["https://a.test/"] * 2}, "listed twice", id="a feed twice"),
        pytest.param(
            {"feeds": ["https://a.test/"], "sitemaps": ["https://a.test/"]}, "listed twice", id="feed is sitemap"
        ),
        pytest.param({"feeds": ["https://desk:word@a.test/"]}, "at a.test has a user name", id="a password in a feed"),
        pytest.param({"domains": ["Fähre.test"]}, "is not a host name", id="capitals in a domain"),
        pytest.param({"domains": ["https://a.test/"]}, "is not a host name", id="an address for a domain"),
        pytest.param({"article_urls": ["/(20"]}, "is not a regular expression", id="a broken regex"),
        pytest.param({"skip_urls": [""]}, "is not a text", id="an empty regex, which would skip all"),
        pytest.param({"body": "div[["}, "is not a CSS selector", id="a broken selector"),
        pytest.param({"prune": "//aside"}, "is not a CSS selector", id="an XPath for a selector"),
        pytest.param({"prune": 7}, "must be a list", id="a number for selectors"),
        pytest.param({"earlier_rules": [Rules()]}, "until", id="earlier rules without their last day"),
        pytest.param(
            {"example_url": "https://other.test/x"}, "is not an article by domains", id="an example of another outlet"
        ),
    ],
)
def test_a_mistake_names_the_file_the_fact_and_the_allowed_values(changes: dict[str, Any], expected: str) -> None:
    with pytest.raises(OutletError) as caught:
        declare(facts(**changes), "gb/rivertown_post.py")
    message = str(caught.value)
    assert message.startswith("gb/rivertown_post.py: ")
    assert expected in message
    assert "\n" not in message
    assert "word@" not in message


@pytest.mark.parametrize("host", ["fähre.test", "xn--fhre-loa.test"])
def test_a_host_in_letters_is_declared_in_either_form(host: str) -> None:
    outlet = declare(facts(home=f"https://{host}/", feeds=[f"https://{host}/rss"], domains=[host]), "f.py")
    assert (outlet.home, outlet.feeds) == ("https://xn--fhre-loa.test/", ("https://xn--fhre-loa.test/rss",))
    assert outlet.wants("https://fähre.test/news/1")
    assert declare(facts(home=f"https://{host}/"), "f.py").wants("https://xn--fhre-loa.test/news/1")


@pytest.mark.parametrize("host", ["127.0.0.1:8931", "[::1]:8931", "localhost", "news.localhost", "10.0.0.7", "a.test"])
def test_http_is_allowed_only_for_this_machine_or_a_private_network(host: str) -> None:
    assert declare(facts(home=f"http://{host}/"), "f.py").home == f"http://{host}/"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.bbc.co.uk/news", "bbc.co.uk"),
        ("https://news.example.com.tr/", "example.com.tr"),
        ("http://127.0.0.1:8931/", "127.0.0.1"),
        ("http://localhost:8931/", "localhost"),
    ],
)
def test_the_registered_host_is_found_without_network(url: str, host: str) -> None:
    assert registered_host(url) == host
