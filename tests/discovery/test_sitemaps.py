"""Sitemaps: plain, nested, news, text and gzip; hostile and broken ones."""

import gzip
import random
import tracemalloc
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from newsarchive.discovery import sitemaps
from newsarchive.discovery.sitemaps import NestedSitemap, parse_sitemap, sitemap_lines
from newsarchive.errors import SitemapError
from newsarchive.records import Sighting, Stamp

SITEMAP = "https://post.example/sitemap.xml"
BERLIN = ZoneInfo("Europe/Berlin")
TEN = Stamp(date(2026, 11, 22), datetime(2026, 11, 22, 10, tzinfo=UTC))


def a_sitemap(*urls: str, head: str = "<?xml version='1.0' encoding='UTF-8'?>", root: str = "urlset") -> bytes:
    listed = "".join(f"<url>{url}</url>" for url in urls)
    return (
        f"{head}<{root} xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
        "xmlns:image='http://www.google.com/schemas/sitemap-image/1.1' "
        f"xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'>{listed}</{root}>"
    ).encode()


def an_entry(url: str = "https://post.example/a", more: str = "") -> str:
    return f"<loc>{url}</loc>{more}"


def urls_in(body: bytes) -> list[str]:
    return [sighting.url for sighting in parse_sitemap(body, SITEMAP, BERLIN).sightings]


def test_a_sitemap_gives_addresses_and_when_they_changed():
    listing = parse_sitemap(a_sitemap(an_entry(more="<lastmod>2026-11-22T10:00:00Z</lastmod>")), SITEMAP, BERLIN)
    assert listing.sightings == (Sighting("https://post.example/a", SITEMAP, "sitemap", modified=TEN),)
    assert (listing.nested, listing.is_news, listing.problem) == ((), False, None)


def test_a_news_sitemap_gives_headline_and_publication():
    news = (
        "<image:image><image:loc>https://post.example/i.jpg</image:loc><image:title>A ship</image:title></image:image>"
        "<news:news><news:publication><news:name>Post</news:name></news:publication>"
        "<news:title>Bread &amp; salt</news:title>"
        "<news:publication_date>2026-11-22T11:00:00+01:00</news:publication_date></news:news>"
    )
    listing = parse_sitemap(a_sitemap(an_entry(more=news)), SITEMAP, BERLIN)
    assert listing.sightings == (Sighting("https://post.example/a", SITEMAP, "news_sitemap", "Bread & salt", TEN),)
    assert listing.is_news


def test_a_news_sitemap_with_an_undeclared_prefix_is_read():
    news = b"<urlset><url><loc>https://post.example/a</loc><news:news><news:title>Harbour</news:title></news:news></url></urlset>"
    listing = parse_sitemap(news, SITEMAP, BERLIN)
    assert [sighting.headline for sighting in listing.sightings] == ["Harbour"]
    assert "prefix news" in listing.problem


def test_an_index_gives_nested_sitemaps_and_even_itself():
    body = f"""<sitemapindex><sitemap><loc>{SITEMAP}</loc></sitemap><sitemap><loc> /news.xml.gz
        </loc><lastmod>2026-11-22</lastmod></sitemap></sitemapindex>""".encode()
    listing = parse_sitemap(body, SITEMAP, BERLIN)
    nested = (NestedSitemap(SITEMAP), NestedSitemap("https://post.example/news.xml.gz", Stamp(date(2026, 11, 22))))
    assert (listing.sightings, listing.nested) == ((), nested)


def test_a_list_of_addresses_is_a_sitemap():
    listing = parse_sitemap(
        b"\xef\xbb\xbfhttps://post.example/a\r\n\r\nhttps://post.example/b\nabout us\n", SITEMAP, BERLIN
    )
    assert [sighting.url for sighting in listing.sightings] == ["https://post.example/a", "https://post.example/b"]
    assert listing.problem == "lines that are not web addresses: 1"


def test_a_feed_in_place_of_a_sitemap_is_read():
    feed = b"<rss version='2.0'><channel><item><title>Harbour</title><link>/a</link></item></channel></rss>"
    listing = parse_sitemap(feed, SITEMAP, BERLIN)
    assert listing.sightings == (Sighting("https://post.example/a", SITEMAP, "feed", "Harbour"),)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(gzip.compress(a_sitemap(an_entry())), id="gzip"),
        pytest.param(
            gzip.compress(a_sitemap(an_entry())[:100]) + gzip.compress(a_sitemap(an_entry())[100:]), id="two members"
        ),
        pytest.param(gzip.compress(a_sitemap(an_entry())) + b"\0" * 100, id="padded gzip"),
        pytest.param(b"\n\n" + a_sitemap(an_entry()), id="blanks before the declaration"),
        pytest.param(a_sitemap(an_entry("<![CDATA[ https://post.example/a ]]>")), id="CDATA"),
        pytest.param(
            a_sitemap(an_entry()).replace(b"xmlns='http://www.s", b"xmlns='https://s"), id="another namespace"
        ),
        pytest.param(a_sitemap(an_entry()).decode().replace("UTF-8", "utf-16").encode("utf-16"), id="UTF-16"),
        pytest.param(a_sitemap(an_entry("https://post.example/\0a")), id="NUL bytes"),
        pytest.param(a_sitemap(an_entry(more="<lastmod>0000-01-01</lastmod>")), id="year 0"),
        pytest.param(a_sitemap(an_entry(more="<lastmod>9999-12-31T23:59:59-12:00</lastmod>")), id="year 9999"),
        pytest.param(
            a_sitemap(an_entry(), an_entry("javascript:alert(1)"), an_entry("mailto:a@post.example")), id="javascript"
        ),
        pytest.param(a_sitemap(an_entry(), head="<?xml version='1.0' encoding='klingon'?>"), id="an unknown encoding"),
        pytest.param(a_sitemap("<x>nothing</x>", an_entry()), id="an entry without address"),
    ],
)
def test_unusual_sitemaps_are_read(body):
    [sighting] = parse_sitemap(body, SITEMAP, BERLIN).sightings
    assert (sighting.url, sighting.modified) == ("https://post.example/a", None)


def test_a_wrong_charset_does_not_break_headlines():
    news = "<news:news><news:title>Señal café</news:title></news:news>"
    body = a_sitemap(an_entry(more=news), head="<?xml version='1.0' encoding='iso-8859-1'?>")
    assert parse_sitemap(body, SITEMAP, BERLIN).sightings[0].headline == "Señal café"


BOMB = "<!DOCTYPE r [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
OUTSIDE = "<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        pytest.param(a_sitemap(an_entry(), an_entry("https://post.example/b"))[:-30], "broken XML", id="cut off"),
        pytest.param(
            a_sitemap(an_entry())[:-9] + b"<a>" * 100_000, "broken XML (Excessive depth", id="100,000 tags deep"
        ),
        pytest.param(
            gzip.compress(random.Random(1).randbytes(3_000).join([a_sitemap(an_entry())[:-9], b""]))[:-500],
            "the gzip data ends early; broken XML",
            id="gzip cut off",
        ),
        pytest.param(
            a_sitemap(an_entry(), "<loc>https://post.example/caf\xe9</loc>").decode().encode("latin-1"),
            "broken XML (Invalid bytes",
            id="Latin-1 called UTF-8",
        ),
    ],
)
def test_the_readable_part_of_a_broken_sitemap_is_returned_with_the_problem(body, problem):
    listing = parse_sitemap(body, SITEMAP, BERLIN)
    assert "https://post.example/a" in [sighting.url for sighting in listing.sightings]
    assert listing.problem.startswith(problem)


@pytest.mark.parametrize("missing", range(9, 60, 3))
def test_a_truncated_sitemap_gives_only_complete_addresses(missing):
    body = a_sitemap(an_entry(), an_entry("https://post.example/second"))[:-missing]
    assert set(urls_in(body)) <= {"https://post.example/a", "https://post.example/second"}
    assert "https://post.example/a" in urls_in(body)


@pytest.mark.parametrize("head", [pytest.param(BOMB, id="bomb"), pytest.param(OUTSIDE, id="from a file")])
def test_entities_are_not_resolved(head):
    names = "<news:news><news:title>&a;&a0;</news:title></news:news>"
    listing = parse_sitemap(a_sitemap(an_entry(more=names), head=head), SITEMAP, BERLIN)
    assert [sighting.headline for sighting in listing.sightings] in (["&a;&a0;"], ["&a0;"], ["&a;"])


@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param(b"", "not a sitemap but an empty answer", id="empty"),
        pytest.param(b"\0" * 3_000, "not a sitemap but an empty answer", id="NUL bytes alone"),
        pytest.param(b"<!DOCTYPE html><title>Not found</title>", "not a sitemap but an HTML page", id="HTML"),
        pytest.param(b'{"urls": []}', "not a sitemap but JSON", id="JSON"),
        pytest.param(b"<opml/>", "XML whose root is <opml>", id="other XML"),
        pytest.param(b"<urlset><url><loc>", "XML whose root is <urlset> (broken XML", id="cut off before an address"),
        pytest.param(a_sitemap(an_entry("&a11;"), head=BOMB), "not a sitemap but", id="entity bomb for an address"),
        pytest.param(gzip.compress(b"\0" * 300_000_000), "larger than 50 MiB when unpacked", id="gzip bomb of 300 MB"),
        pytest.param(b" " * (sitemaps.MAX_BYTES + 1), "larger than 50 MiB", id="over 50 MiB"),
        pytest.param(b"\x1f\x8bgarbage", "not a sitemap but", id="gzip's mark and garbage"),
        pytest.param(b"<rss version='2.0'><channel><item", "broken XML", id="a broken feed"),
        pytest.param(random.Random(2).randbytes(5_000_000), "not a sitemap but", id="5 MB of garbage"),
    ],
)
def test_other_documents_are_refused_in_one_line(body, said):
    with pytest.raises(SitemapError, match=f"^{SITEMAP}: [^\n]*$") as refused:
        parse_sitemap(body, SITEMAP, BERLIN)
    assert said in str(refused.value)


def test_only_the_sightings_take_memory():
    more = "<lastmod>2026-11-22</lastmod>"
    body = a_sitemap(*(an_entry(f"https://post.example/news/{n}", more) for n in range(3_000)))
    tracemalloc.start()
    listing = parse_sitemap(body, SITEMAP, BERLIN)
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(listing.sightings) == 3_000
    assert peak_bytes < 3_000 * 1_000 + 2 * len(body)


def test_addresses_over_the_limit_are_left_out_and_reported(monkeypatch):
    monkeypatch.setattr(sitemaps, "MAX_ADDRESSES", 2)
    for body in (a_sitemap(*map(an_entry, "abc")), b"\n".join(b"https://post.example/%d" % n for n in range(3))):
        listing = parse_sitemap(body, SITEMAP, BERLIN)
        assert len(listing.sightings) == 2
        assert listing.problem == "2 addresses or more; only the first 2 were read"


@pytest.mark.parametrize(
    "loc",
    [
        "http://post.example/b/../a",
        "https://post.example/a b",
        "https://post.example/café",
        "/a",
        "https://post.example",
        "https://post.example/a#top",
        "https://post.example/a.html?id=1&amp;x=%20",
    ],
)
def test_addresses_are_the_same_as_from_resolve(loc):
    [url] = urls_in(a_sitemap(an_entry(loc)))
    assert url == sitemaps.resolve(SITEMAP, loc.replace("&amp;", "&"))


def test_robots_txt_names_sitemaps():
    robots = b"""\xef\xbb\xbfSitemap: https://post.example/a.xml
        User-agent: *
        SITEMAP : /b.xml  # daily
        sitemap:javascript:alert(1)
        Sitemap: https://post.example/a.xml
        Disallow: /sitemap: x"""
    expected = ["https://post.example/a.xml", "https://post.example/b.xml"]
    assert sitemap_lines(robots, "https://post.example/robots.txt") == expected
    assert sitemap_lines(robots.decode(), "https://post.example/robots.txt") == expected
    assert sitemap_lines(b"\0\xff" * 1000, "https://post.example/robots.txt") == []


@pytest.mark.parametrize("layers", [1, 2])
def test_a_packed_sitemap_is_read(layers):
    body = a_sitemap(an_entry())
    for _ in range(layers):
        body = gzip.compress(body)
    assert urls_in(body) == ["https://post.example/a"]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        pytest.param("/news?page=2&ref=9", "/news?page=2&ref=9", id="a bare &"),
        pytest.param("/r&d/ships", "/r&d/ships", id="a bare & in the path"),
        pytest.param("/news?a=1&reg=2&amp;b=3", "/news?a=1&reg=2&b=3", id="the name of an entity without semicolon"),
        pytest.param("/news?a=1&#38;b=2", "/news?a=1&b=2", id="a number"),
        pytest.param("<![CDATA[/news?a=1&amp=2]]>", "/news?a=1&amp=2", id="CDATA"),
        pytest.param("/caf&eacute;", "/caf%C3%A9", id="a name of HTML"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
def test_an_ampersand_means_what_was_meant(written, address, encoding):
    head = f"<?xml version='1.0' encoding='{encoding}'?>"
    listing = parse_sitemap(a_sitemap(an_entry(written), head=head).decode().encode(encoding), SITEMAP, BERLIN)
    assert [one.url for one in listing.sightings] == [f"https://post.example{address}"]
    assert listing.problem is None


def test_a_headline_keeps_characters_behind_names_of_html():
    news = "<news:news><news:title>Caf&eacute; &amp; H&ocirc;tel & Bar</news:title></news:news>"
    (sighting,) = parse_sitemap(a_sitemap(an_entry(more=news)), SITEMAP, BERLIN).sightings
    assert sighting.headline == "Café & Hôtel & Bar"


def test_each_address_in_one_entry_counts():
    index = b"<sitemapindex><sitemap><loc>/1.xml</loc><loc>/2.xml</loc><loc>/1.xml</loc></sitemap></sitemapindex>"
    nested = parse_sitemap(index, SITEMAP, BERLIN).nested
    assert [one.url for one in nested] == ["https://post.example/1.xml", "https://post.example/2.xml"]
    assert urls_in(a_sitemap(an_entry() + an_entry("https://post.example/b"))) == [
        "https://post.example/a",
        "https://post.example/b",
    ]


def test_the_address_of_a_picture_is_none_of_a_page():
    assert urls_in(a_sitemap(an_entry(more="<image:loc>https://post.example/i.jpg</image:loc>"))) == [
        "https://post.example/a"
    ]


def test_addresses_in_one_entry_count_up_to_the_limit(monkeypatch):
    monkeypatch.setattr(sitemaps, "MAX_ADDRESSES", 3)
    body = a_sitemap("".join(an_entry(f"https://post.example/{number}") for number in range(9)))
    listing = parse_sitemap(body, SITEMAP, BERLIN)
    assert (len(listing.sightings), listing.problem) == (3, "3 addresses or more; only the first 3 were read")
