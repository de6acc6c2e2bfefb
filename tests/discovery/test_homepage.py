"""Home pages: which links look like articles, their headlines, and hostile markup."""

import random

import pytest

from newsarchive.discovery import homepage
from newsarchive.discovery.homepage import find_feeds, find_links, looks_like_article
from newsarchive.outlet import Outlet

HOME = "https://post.example/"
LONG = "Harbour reopens after three days of storm"


def an_outlet(**facts: object) -> Outlet:
    return Outlet(
        **{
            "name": "post",
            "title": "Post",
            "home": HOME,
            "language": "en",
            "timezone": "UTC",
            "domains": ("post.example",),
            **facts,
        }
    )


def a_page(*links: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{''.join(links)}</body></html>".encode()


def a_link(href: str = "/2026/11/22/harbour", text: str = LONG) -> str:
    return f"<a href='{href}'>{text}</a>"


def links_in(body: bytes, charset: str | None = None, **facts: object) -> dict[str, str | None]:
    found = find_links(body, HOME, an_outlet(**facts), charset)
    return {sighting.url.removeprefix(HOME): sighting.headline for sighting in found}


@pytest.mark.parametrize(
    "path",
    [
        "/2026/11/22/harbour-reopens",
        "/2026/nov/22/harbour-reopens",
        "/news/20261122/harbour-reopens",
        "/harbour-reopens-after-three-days-of-storm",
        "/politics/harbour-reopens-storm",
        "/news/article.php?id=1234567",
        "/news/articles/c4gd2n8k9e5o-12345",
        "/Harbour-reopens-at-last/!5655255/",
        "/News/front/archives/2026/11/22/2003825372",
        "/%E6%B8%AF%E3%81%8C%E5%86%8D%E9%96%8B/20261122",
    ],
)
def test_addresses_of_articles_are_recognized(path):
    assert looks_like_article("https://post.example" + path, LONG)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("/", LONG, id="home"),
        pytest.param("/world", "World", id="section"),
        pytest.param("/world/middle-east-and-africa", "Middle East", id="section of several words"),
        pytest.param("/tag/harbour-reopens-after-three-days-of-storm", LONG, id="tag"),
        pytest.param("/author/a-reed-of-the-harbour-desk", LONG, id="author"),
        pytest.param("/login?next=/2026/11/22/harbour-reopens", LONG, id="login"),
        pytest.param("/about/how-we-work-and-why-it-matters", LONG, id="about"),
        pytest.param("/2026/11/22/harbour-reopens.jpg", LONG, id="picture"),
        pytest.param("/weather", "Rain and wind in the whole country", id="one word, long text"),
    ],
)
def test_addresses_of_other_pages_are_not_articles(path, text):
    assert not looks_like_article("https://post.example" + path, text)


def test_links_of_the_outlet_come_in_page_order_each_once():
    page = a_page(
        a_link("/2026/11/22/b", "Read more"),
        a_link("https://www.post.example/2026/11/22/a#comments"),
        a_link("/2026/11/22/b", "Bread and salt are dearer than ever"),
        a_link("https://other.example/2026/11/22/c"),
    )
    [first, second] = find_links(page, HOME, an_outlet())
    assert (first.url, first.headline) == ("https://post.example/2026/11/22/b", "Bread and salt are dearer than ever")
    assert (second.url, second.found_in, second.kind) == ("https://www.post.example/2026/11/22/a", HOME, "home")


def test_the_rules_of_the_outlet_decide_if_it_has_any():
    page = a_page(a_link("/n/1", "Short"), a_link("/2026/11/22/harbour"), a_link("/n/video/2"))
    assert links_in(page, article_urls=(r"/n/",), skip_urls=(r"/video/",)) == {"n/1": None}


@pytest.mark.parametrize(
    ("link", "headline"),
    [
        pytest.param(a_link(text=f"<img alt=''> <span>{LONG}</span>"), LONG, id="in a span"),
        pytest.param(
            a_link(text=f"<p>Politics</p><h3>{LONG}</h3><p>{LONG}: and much more</p>"), LONG, id="heading of a card"
        ),
        pytest.param(f"<a href='/2026/11/22/harbour' title='{LONG}'><img></a>", LONG, id="title of a picture"),
        pytest.param(a_link(text="港が三日ぶりに再開した"), "港が三日ぶりに再開した", id="Japanese"),
        pytest.param(a_link(text="Read more"), None, id="too short"),
        pytest.param(a_link(text="word " * 200), None, id="too long"),
    ],
)
def test_the_headline_of_a_link(link, headline):
    assert links_in(a_page(link), article_urls=(r"/2026/",)) == {"2026/11/22/harbour": headline}


def test_addresses_are_relative_to_the_declared_base():
    assert links_in(a_page(a_link("22/harbour"), head="<base href='/2026/11/'>")) == {"2026/11/22/harbour": LONG}


def test_the_number_of_links_is_limited(monkeypatch):
    monkeypatch.setattr(homepage, "MAX_LINKS", 3)
    assert len(links_in(a_page(*(a_link(f"/2026/11/22/{n}") for n in range(9))))) == 3


@pytest.mark.parametrize(
    ("body", "charset", "found"),
    [
        pytest.param(b"", None, 0, id="empty"),
        pytest.param(b"\0" * 10_000, None, 0, id="NUL bytes alone"),
        pytest.param(b"<!-- nothing -->", None, 0, id="a comment alone"),
        pytest.param(a_page(a_link()).replace(b"<a", b"\0<a\0"), None, 1, id="NUL bytes among tags"),
        pytest.param(a_page("<div>" * 1_000, a_link()), None, 1, id="1,000 tags deep"),
        pytest.param(a_page(a_link(), "<div>" * 100_000, a_link("/2026/11/22/b")), None, 1, id="100,000 tags deep"),
        pytest.param(
            a_page(a_link(), a_link("javascript:alert(1)"), a_link("data:text/html,x"), a_link("//[")),
            None,
            1,
            id="javascript, data, a broken host",
        ),
        pytest.param(a_page(a_link(), head="<base href='http://['>"), None, 1, id="a broken base"),
        pytest.param(a_page(a_link()), "klingon", 1, id="an unknown charset"),
        pytest.param(a_page(a_link()), "utf-16", 1, id="a wrong charset"),
        pytest.param(random.Random(3).randbytes(5_000_000), None, 0, id="5 MB of garbage"),
        pytest.param(b'{"a": "<a href=/2026/11/22/harbour-reopens >"}', None, 1, id="JSON with a link in it"),
    ],
)
def test_hostile_pages_are_harmless(body, charset, found):
    assert len(links_in(body, charset)) == found
    assert find_feeds(body, HOME, charset) == []


def test_a_page_in_utf_8_under_another_name_keeps_its_headlines():
    text = "Señal perdida en el café"
    assert links_in(a_page(a_link(text=text)), "iso-8859-1") == {"2026/11/22/harbour": text}


def test_declared_feeds_are_found_once_without_those_of_comments():
    head = """<link rel="alternate" type="application/rss+xml" href="/feed/">
        <LINK REL='feed ALTERNATE' type='application/atom+xml; charset=utf-8' href='/atom'>
        <link rel=alternate type=application/rss+xml href=/feed/> <link rel=alternate hreflang=de href=/de>
        <link rel="alternate" type="application/rss+xml" href="/comments/feed/">
        <link rel="alternate" type="application/json" href="/wp-json/1"><link rel=alternate type=application/rss+xml>"""
    assert find_feeds(a_page(head=head), HOME) == ["https://post.example/feed/", "https://post.example/atom"]


def test_a_read_more_link_gets_the_heading_of_its_teaser():
    body = b"""<html><body>
    <article><h2>Harbour wall to be rebuilt</h2><p>Work begins.</p><a href="/a">Read more</a></article>
    <div><h2>Sport</h2><h3>Rowers win at last</h3><a href="/b">More</a></div></body></html>"""
    links = homepage.page_links(body, "https://rivertownpost.example/")
    assert links == {
        "https://rivertownpost.example/a": "Harbour wall to be rebuilt",
        "https://rivertownpost.example/b": "More",
    }


@pytest.mark.parametrize(
    "card",
    [
        pytest.param("<h2><a href='/a'>Harbour wall to be rebuilt</a></h2>", id="a headline that links elsewhere"),
        pytest.param("<a href='/a'><h3>Harbour wall to be rebuilt</h3></a>", id="a headline in another link"),
        pytest.param("<h1>Harbour wall to be rebuilt</h1>", id="the page's own headline"),
    ],
)
def test_a_sections_link_does_not_get_the_headline_next_to_it(card):
    body = f"<html><body><article>{card}<footer><a href='/sport'>Sport</a></footer></article></body></html>"
    links = homepage.page_links(body.encode(), "https://rivertownpost.example/")
    assert links["https://rivertownpost.example/sport"] == "Sport"
