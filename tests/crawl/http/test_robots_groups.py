"""Which rules of a robots.txt are ours, and which addresses they forbid: judged as SafeRobots judges."""

import pytest
from protego import Protego

from newsarchive.crawl.http.robots_groups import comparable, our_rules

AGENT = "newsarchive"


def forbids(robots: str | bytes, path: str = "/closed/1") -> bool:
    text = robots.decode("utf-8", "surrogateescape") if isinstance(robots, bytes) else robots
    parser = Protego.parse(our_rules(text, AGENT))
    return not parser.can_fetch(comparable(f"https://post.example{path}"), AGENT)


OPEN_TO_ALL = "\nUser-agent: *\nDisallow:\n"
CLOSED_TO_ALL = "\nUser-agent: *\nDisallow: /\n"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("User-agent: newsarchive", id="our name"),
        pytest.param("USER-AGENT: NewsArchive", id="in capitals"),
        pytest.param("User-agent: newsarchive/2.4", id="with a version"),
        pytest.param("User-agent: newsarchive (+https://a.example)", id="with more of the header"),
        pytest.param("User-agent: newsarchive*", id="with a star"),
        pytest.param("User-agent: otherbot, newsarchive", id="in a list"),
        pytest.param("User-agent: Mozilla/5.0 (compatible; newsarchive/1.0)", id="as a browser would say it"),
        pytest.param("User-agent:newsarchive # the archive", id="before a comment"),
        pytest.param("  user-agent : newsarchive", id="with blanks"),
        pytest.param("User agent: newsarchive", id="without a hyphen"),
        pytest.param("useragent newsarchive", id="without a colon"),
        pytest.param("User-agent: otherbot\nUser-agent: newsarchive", id="behind another"),
        pytest.param("User-agent: newsarchive\nUser-agent: otherbot", id="before another"),
        pytest.param("User-agent: newsarchive\n\nUser-agent: otherbot\n", id="with an empty line behind it"),
        pytest.param("User-agent: newsarchive\nNoarchive: yes\nUser-agent: otherbot", id="before an unknown line"),
        pytest.param("User-agent: newsarchive\nHost: a.example\nUser-agent: otherbot", id="before another field"),
        pytest.param("User-agent: newsarchive\nCrawl-delay: 3\nUser-agent: otherbot", id="before a delay"),
        pytest.param("User-agent: newsarchive\nSitemap: /s.xml\nUser-agent: otherbot", id="before a sitemap"),
    ],
)
def test_a_group_with_our_name_is_ours(line):
    assert forbids(f"{line}\nDisallow: /\n{OPEN_TO_ALL}")
    assert forbids(f"{OPEN_TO_ALL}{line}\nDisallow: /\n")
    assert not forbids(f"{line}\nAllow: /\n{CLOSED_TO_ALL}")


@pytest.mark.parametrize(
    "name",
    ["n", "news", "newsarchiver", "newsarchive-images", "my-newsarchive", "archive", "new", "news*", "/1.0", "-", ""],
)
def test_a_group_with_another_name_is_not_ours(name):
    assert forbids(f"User-agent: {name}\nAllow: /\n{CLOSED_TO_ALL}")
    assert not forbids(f"User-agent: {name}\nDisallow: /\n{OPEN_TO_ALL}")


@pytest.mark.parametrize(
    "robots",
    [
        pytest.param("User-agent: *\nDisallow: /closed/", id="plain"),
        pytest.param("User-agent: *\rDisallow: /closed/\r", id="old line ends"),
        pytest.param("User-agent: *\r\n\r\nDisallow: /closed/\r\n", id="an empty line inside"),
        pytest.param("\ufeffUser-agent: *\nDisallow: /closed/", id="a mark of the encoding"),
        pytest.param(b"\xff\xfeUser-agent: *\nDisallow: /closed/", id="a mark of another encoding"),
        pytest.param(b"User-agent: *\n\xe9Disallow: /closed/", id="a stray byte"),
        pytest.param("<!-- by the office -->\nUser-agent: *\nDisallow: /closed/", id="a comment of HTML"),
        pytest.param("<!DOCTYPE html>\n<pre>\nUser-agent: *\nDisallow: /closed/\n</pre>", id="a page of HTML"),
        pytest.param("User-agent: *\nDisalow: /closed/", id="misspelt"),
        pytest.param("User-agent: *\nDisallow /closed/", id="without a colon"),
        pytest.param("User-agent: * # all\nDisallow: /closed/ # these", id="comments behind"),
        pytest.param("User-agent: *, otherbot\nDisallow: /closed/", id="a star in a list"),
        pytest.param("User-agent: *\nDisallow: /a\nUser-agent: *\nDisallow: /closed/", id="two groups for all"),
        pytest.param(
            "User-agent: newsarchive\nDisallow: /a\n\nUser-agent: newsarchive/1\nDisallow: /closed/",
            id="two groups for us",
        ),
        pytest.param("User-agent: *\nAllow: /\nDisallow: /closed", id="the longer rule counts"),
        pytest.param("User-agent: *\nDisallow: /*/1$", id="a star and an end"),
        pytest.param("User-agent: *\nDisallow: /%63losed/", id="an escaped letter"),
        pytest.param("User-agent: *\nDisallow: /" + "\nDisallow: /b" * 2000, id="many rules"),
    ],
)
def test_what_forbids_us_is_not_missed(robots):
    assert forbids(robots)


@pytest.mark.parametrize(
    "robots",
    [
        pytest.param("", id="empty"),
        pytest.param("Disallow: /", id="a rule of nobody"),
        pytest.param("User-agent: *\nDisallow:", id="no path"),
        pytest.param("User-agent: *\nDisallow: /closed/1/", id="a longer path"),
        pytest.param("User-agent: *\nDisallow: /Closed/", id="another case"),
        pytest.param("User-agent: *\n# Disallow: /", id="a comment"),
        pytest.param("User-agent: *\nDisallow: /\nAllow: /closed/", id="the longer rule allows"),
        pytest.param("User-agent: *\nDisallow: /closed/\nAllow: /closed/", id="equal rules"),
        pytest.param("User-agent: newsarchive\n\nUser-agent: *\nDisallow:", id="both groups, no path"),
        pytest.param("User-agent: newsarchive\nDisallow:\n" + CLOSED_TO_ALL, id="our own empty group"),
        pytest.param("\x00\x01" * 1000, id="no text"),
    ],
)
def test_what_does_not_forbid_is_fetched(robots):
    assert not forbids(robots)


@pytest.mark.parametrize(
    ("rule", "path", "is_forbidden"),
    [
        pytest.param("/süd/", "/s%C3%BCd/1", True, id="letters and their escapes"),
        pytest.param("/s%c3%bcd/", "/s%C3%BCd/1", True, id="small hexadecimal digits"),
        pytest.param("/a b", "/a%20b", True, id="a blank"),
        pytest.param("/%F1%F2", "/%F1%F2/1", True, id="bytes that are no UTF-8"),
        pytest.param("/%F1%F2", "/%F3%F4/1", False, id="other bytes that are no UTF-8"),
        pytest.param("/?s=", "/?s=tide", True, id="a query"),
        pytest.param("/*?", "/a?b", True, id="any query"),
        pytest.param("/a%2Fb", "/a/b", False, id="an escaped slash is none"),
    ],
)
def test_escapes_are_compared_by_what_they_mean(rule, path, is_forbidden):
    assert forbids(f"User-agent: *\nDisallow: {rule}", path) is is_forbidden


def test_a_path_in_latin_1_forbids_the_path_with_its_bytes():
    robots = b"User-agent: *\nDisallow: /caf\xe9/"
    assert forbids(robots, "/caf%E9/1")
    assert not forbids(robots, "/caf%E8/1")
    assert not forbids(robots, "/caf/1")


def test_a_delay_belongs_to_its_group():
    rules = our_rules("User-agent: *\nCrawl-delay: 9\nUser-agent: newsarchive/1\nCrawl-delay: 4\nDisallow:", AGENT)
    assert Protego.parse(rules).crawl_delay(AGENT) == 4


def test_a_line_beyond_every_address_is_cut():
    long = "/" + "a" * 20_000
    assert forbids(f"User-agent: *\nDisallow: {long}", long)
    assert not forbids(f"User-agent: *\nDisallow: {long}", "/a")
