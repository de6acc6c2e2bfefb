"""Feeds: the four formats, their times and links, and hostile or broken ones."""

import gzip
import json
import random
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from newsarchive.discovery import feeds
from newsarchive.discovery.feeds import parse_feed
from newsarchive.errors import FeedError
from newsarchive.records import Sighting, Stamp

FEED = "https://post.example/news/feed.xml"
BERLIN = ZoneInfo("Europe/Berlin")
TEN = Stamp(date(2026, 11, 22), datetime(2026, 11, 22, 10, tzinfo=UTC))


def an_rss(*items: str, head: str = "") -> bytes:
    listed = "".join(f"<item>{item}</item>" for item in items)
    return f"{head}<rss version='2.0'><channel><title>Post &amp; Mail</title>{listed}</channel></rss>".encode()


def an_item(url: str = "https://post.example/a", title: str = "Harbour reopens", more: str = "") -> str:
    return f"<title>{title}</title><link>{url}</link>{more}"


def an_atom(*entries: str) -> bytes:
    listed = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Post</title>{listed}</feed>".encode()


def a_json_feed(*items: object) -> bytes:
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": items}).encode()


def read(body: bytes, content_type: str | None = None) -> list[Sighting]:
    return list(parse_feed(body, FEED, BERLIN, content_type).sightings)


def only(body: bytes, content_type: str | None = None) -> Sighting:
    [sighting] = read(body, content_type)
    return sighting


def test_rss_gives_address_headline_and_time():
    item = an_item(
        title="Harbour &amp;amp; &lt;b&gt;port&lt;/b&gt;", more="<pubDate>Sun, 22 Nov 2026 11:00:00 +0100</pubDate>"
    )
    listing = parse_feed(an_rss(item), FEED, BERLIN)
    assert listing.sightings == (Sighting("https://post.example/a", FEED, "feed", "Harbour & port", TEN),)
    assert (listing.title, listing.problem) == ("Post & Mail", None)


def test_atom_has_both_published_and_updated():
    entry = (
        "<title type='html'>Harbour &lt;i>reopens&lt;/i></title><link rel='edit' href='/edit'/><link href='../a'/>"
        "<published>2026-11-21T10:00:00Z</published><updated>2026-11-22T10:00:00Z</updated>"
    )
    sighting = only(an_atom(entry))
    assert (sighting.url, sighting.headline) == ("https://post.example/a", "Harbour reopens")
    assert (sighting.published.on, sighting.modified) == (date(2026, 11, 21), TEN)


def test_atom_with_only_an_update_has_no_publication_time():
    sighting = only(an_atom("<link href='/a'/><updated>2026-11-22T10:00:00Z</updated>"))
    assert (sighting.published, sighting.modified) == (None, TEN)


@pytest.mark.parametrize(
    ("language", "own", "month"),
    [
        pytest.param("hr", "", 10, id="the outlet's language"),
        pytest.param(None, "<language>cs-CZ</language>", 11, id="the feed's language"),
        pytest.param(None, "", None, id="a name of two months"),
    ],
)
def test_months_have_names_in_the_outlets_or_the_feeds_language(language, own, month):
    feed = an_rss(an_item(more="<pubDate>22 listopad 2026 11:00:00</pubDate>")).replace(
        b"<item>", own.encode() + b"<item>"
    )
    [sighting] = parse_feed(feed, FEED, BERLIN, language=language).sightings
    assert (sighting.published and sighting.published.on.month) == month


def test_rdf_dates_are_publications():
    body = b"""<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'
        xmlns:dc='http://purl.org/dc/elements/1.1/'><channel rdf:about='https://post.example/'><title>Post</title></channel>
        <item rdf:about='https://post.example/a'><title>Harbour</title><link>https://post.example/a</link>
        <dc:date>2026-11-22T11:00:00+01:00</dc:date></item></rdf:RDF>"""
    assert only(body) == Sighting("https://post.example/a", FEED, "feed", "Harbour", TEN)


def test_json_feed_gives_the_same_sightings():
    item = {"url": "/a", "title": "Harbour", "date_published": "2026-11-22T10:00:00Z", "date_modified": "2026-11-23"}
    expected = Sighting("https://post.example/a", FEED, "feed", "Harbour", TEN, Stamp(date(2026, 11, 23)))
    assert only(a_json_feed(item, 7, {"title": "no address"})) == expected


@pytest.mark.parametrize(
    ("item", "url"),
    [
        pytest.param("<guid>https://post.example/g</guid>", "https://post.example/g", id="guid alone"),
        pytest.param(
            "<link>https://clicks.example/1</link><fb:origLink xmlns:fb='http://rssnamespace.org/feedburner/ext/1.0'>"
            "https://post.example/o</fb:origLink>",
            "https://post.example/o",
            id="FeedBurner's original",
        ),
        pytest.param("<link/><guid>https://post.example/g</guid>", "https://post.example/g", id="empty link"),
        pytest.param("<link>\n  /a?id=1&amp;x=2 </link>", "https://post.example/a?id=1&x=2", id="relative, in blanks"),
        pytest.param(
            "<link>javascript:alert(1)</link><guid>https://post.example/g</guid>",
            "https://post.example/g",
            id="javascript, guid",
        ),
        pytest.param(
            "<a:link xmlns:a='http://www.w3.org/2005/Atom' rel='alternate' href='/atom'/>",
            "https://post.example/atom",
            id="Atom's link in RSS",
        ),
    ],
)
def test_the_address_of_an_entry(item, url):
    assert [sighting.url for sighting in read(an_rss(item))] == [url]


@pytest.mark.parametrize(
    "item",
    [
        pytest.param("<title>Harbour</title>", id="none"),
        pytest.param("<link>javascript:alert(1)</link>", id="javascript"),
        pytest.param("<link>mailto:desk@post.example</link>", id="mail"),
        pytest.param("<guid isPermaLink='false'>4711-a</guid>", id="a guid that is not an address"),
        pytest.param("<link>http://[::1</link>", id="a broken host"),
    ],
)
def test_an_entry_without_a_web_address_is_skipped(item):
    listing = parse_feed(an_rss(item), FEED, BERLIN)
    assert (listing.sightings, listing.problem) == ((), "none of 1 entries has a web address")


@pytest.mark.parametrize(
    ("text", "published"),
    [
        pytest.param("Sun, 22 Nov 2026 11:00:00", TEN, id="offset missing: the outlet's zone"),
        pytest.param("2026-11-22 11:00", TEN, id="ISO without offset"),
        pytest.param("Sun, 22 Nov 2026 05:00:00 EST", TEN, id="named zone"),
        pytest.param("Κυρ, 22 Νοε 2026 05:00:00 EST", TEN, id="Greek"),
        pytest.param("2026년 11월 22일 오후 07:00:00", Stamp(TEN.on, TEN.at.replace(hour=18)), id="Korean"),
        pytest.param("Sun, 22nd Nov 2026 11:00:00 +01:00", TEN, id="an ordinal, an offset with a colon"),
        pytest.param("Sunday 22 November 2026", Stamp(date(2026, 11, 22)), id="a day in words"),
        pytest.param(
            "dim., 22 déc. 2025 11:00:00 +0100", Stamp(date(2025, 12, 22), TEN.at.replace(2025, 12)), id="French"
        ),
        pytest.param("04/05/2026 11:00", None, id="day and month in doubt"),
        pytest.param("22 November, 11:00", None, id="no year"),
        pytest.param("2026-11-22", Stamp(date(2026, 11, 22)), id="a day stays a day"),
        pytest.param("Sat, 01 Jan 0000 00:00:00 GMT", None, id="year 0"),
        pytest.param("9999-12-31T23:59:59-12:00", None, id="year 9999"),
        pytest.param("99999999999999999999", None, id="a number beyond time"),
        pytest.param("yesterday", None, id="no date"),
    ],
)
def test_times_are_read_in_all_formats(text, published):
    assert only(an_rss(an_item(more=f"<pubDate>{text}</pubDate>"))).published == published


def test_newest_entries_come_first():
    items = [an_item(f"/{day}", more=f"<pubDate>2026-11-{day}T10:00:00Z</pubDate>") for day in (20, 22, 21)]
    assert [sighting.url[-2:] for sighting in read(an_rss(*items))] == ["22", "21", "20"]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        pytest.param(an_rss(an_item(title="Señal café")), "text/xml; charset=ISO-8859-1", id="the server says Latin-1"),
        pytest.param(
            an_rss(an_item(title="Señal café"), head="<?xml version='1.0' encoding='iso-8859-1'?>"),
            None,
            id="the feed says Latin-1",
        ),
        pytest.param(
            an_rss(an_item(title="Señal café"), head="<?xml version='1.0' encoding='klingon'?>"),
            None,
            id="an unknown encoding",
        ),
        pytest.param(
            an_rss(an_item(title="Señal café")).decode().encode("utf-16"), "text/xml; charset=utf-8", id="UTF-16"
        ),
        pytest.param(
            an_rss(an_item(title="Señal café"), head="<?xml version='1.0' encoding='windows-1252'?>")
            .decode()
            .encode("cp1252"),
            "text/xml; charset=utf-8",
            id="the server says UTF-8 of a feed in windows-1252",
        ),
        pytest.param(
            b"\xef\xbb\xbf\n  " + an_rss(an_item(title="Señal café")), "text/html", id="mark, blanks, called HTML"
        ),
    ],
)
def test_a_wrong_charset_does_no_harm(body, content_type):
    assert only(body, content_type).headline == "Señal café"


def test_a_valid_feed_without_entries_has_no_problem():
    for body in (an_rss(), an_atom(), a_json_feed()):
        listing = parse_feed(body, FEED, BERLIN)
        assert (listing.sightings, listing.problem) == ((), None)


def test_the_readable_part_of_broken_xml_is_returned_with_the_problem():
    broken = an_rss(an_item("/a", "Bread <salt"), an_item("/b"), an_item("/c"))[:-40]
    listing = parse_feed(broken, FEED, BERLIN)
    assert {"/a", "/b"} <= {sighting.url.removeprefix("https://post.example") for sighting in listing.sightings}
    assert listing.problem == "broken XML (not well-formed (invalid token), line 1)"


@pytest.mark.parametrize("missing", range(20, 60, 5))
def test_a_truncated_feed_gives_only_complete_entries(missing):
    body = an_rss(*(an_item(f"https://post.example/harbour/{name}") for name in ("first", "second")))
    listing = parse_feed(body[:-missing], FEED, BERLIN)
    assert [sighting.url for sighting in listing.sightings][:1] == ["https://post.example/harbour/first"]
    assert {sighting.url[-6:] for sighting in listing.sightings} <= {"/first", "second"}
    assert listing.problem.startswith("broken XML")


def test_a_feed_with_too_many_entries_is_read_up_to_the_limit(monkeypatch):
    monkeypatch.setattr(feeds, "MAX_ENTRIES", 3)
    listing = parse_feed(an_rss(*(an_item(f"/{number}") for number in range(5))), FEED, BERLIN)
    assert (len(listing.sightings), listing.problem) == (3, "5 entries; only the first 3 were read")


def test_a_feed_with_too_many_tags_is_read_up_to_the_limit(monkeypatch):
    monkeypatch.setattr(feeds, "MAX_TAGS", 30)
    listing = parse_feed(an_rss(*(an_item(f"/{number}") for number in range(50))), FEED, BERLIN)
    assert 0 < len(listing.sightings) < 10
    assert listing.problem.startswith("more than 30 tags; the rest was not read; broken XML")


BOMB = "<!DOCTYPE r [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
QUADRATIC = f'<!DOCTYPE r [<!ENTITY a "{"x" * 100_000}">]>'
OUTSIDE = "<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(an_rss(an_item(title="&a11;"), head=BOMB), id="entities of entities"),
        pytest.param(an_rss(an_item(title="&a;" * 100_000), head=QUADRATIC), id="one large entity used often"),
        pytest.param(an_rss(an_item(title="&a;"), head=OUTSIDE), id="an entity from a file"),
        pytest.param(an_rss(an_item(title="&a11;"), head=BOMB).decode().encode("utf-16"), id="entities in UTF-16"),
        pytest.param(an_rss(an_item(), "<x>" * 5_000 + "</x>" * 5_000), id="nested, well-formed"),
        pytest.param(an_rss(an_item())[:-16] + b"<item>" + b"<a>" * 100_000, id="100,000 tags deep"),
        pytest.param(an_rss(an_item("https://post.example/\0a", "Har\0bour \x08")), id="NUL and control characters"),
        pytest.param(
            an_rss(an_item(title="&#x110000; &#99999999999999999999; &#0; &#xD800;")), id="impossible references"
        ),
    ],
)
def test_hostile_xml_is_read_without_harm(body):
    sighting = only(body)
    assert sighting.url == "https://post.example/a"
    assert len(sighting.headline or "") <= 1_000


@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param(b"", "not RSS, Atom or JSON Feed but an empty answer", id="empty"),
        pytest.param(b" \n ", "not RSS, Atom or JSON Feed but an empty answer", id="blanks"),
        pytest.param(b"\0" * 10_000, "not RSS, Atom or JSON Feed but an empty answer", id="NUL bytes"),
        pytest.param(b"<!DOCTYPE html><html><body>Moved</body></html>", "but an HTML page", id="HTML"),
        pytest.param(b"<?xml version='1.0'?><html xmlns='x'><item/></html>", "but an HTML page", id="XHTML"),
        pytest.param(b'{"posts": []}', "but JSON", id="JSON that is not a feed"),
        pytest.param(b'[{"url": "https://post.example/a"}]', "but JSON", id="a JSON list"),
        pytest.param(b'{"version": "https://jsonfeed.org/version/1.1", "items": [', "broken JSON", id="JSON cut off"),
        pytest.param(b"[" * 100_000, "broken JSON", id="JSON nested 100,000 deep"),
        pytest.param(b"<urlset></urlset>", "but XML whose root is <urlset>", id="a sitemap"),
        pytest.param(b"<rss version='2.0'><channel><item", "broken XML", id="RSS cut off before the first entry"),
        pytest.param(random.Random(1).randbytes(5_000_000), "not RSS, Atom or JSON Feed but", id="5 MB of garbage"),
        pytest.param(
            an_rss("<x" + "".join(f" a{n}='1'" for n in range(50_000)) + "/>"),
            "more than 200 attributes",
            id="50,000 attributes",
        ),
        pytest.param(
            an_rss(an_item(), head="<!DOCTYPE a []>" + BOMB),
            "declares entities in more than one place",
            id="two document types",
        ),
    ],
)
def test_other_documents_are_refused_in_one_line(body, said):
    with pytest.raises(FeedError, match=f"^{FEED}: [^\n]*$") as refused:
        parse_feed(body, FEED, BERLIN)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        pytest.param("/news?page=2&para=9", "/news?page=2&para=9", id="a bare & before the name of an entity"),
        pytest.param("/r&d/ships", "/r&d/ships", id="a bare & in the path"),
        pytest.param("<![CDATA[/news?a=1&b=2]]>", "/news?a=1&b=2", id="CDATA"),
        pytest.param("/news?a=1&amp;b=2", "/news?a=1&b=2", id="as XML wants it"),
    ],
)
def test_an_ampersand_in_an_address_means_what_was_meant(written, address):
    listing = parse_feed(an_rss(an_item(written)), FEED, BERLIN)
    assert (listing.sightings[0].url, listing.problem) == (f"https://post.example{address}", None)


def test_a_headline_keeps_what_stands_behind_an_ampersand():
    listing = parse_feed(an_rss(an_item(title="Caf&eacute; & H&ocirc;tel &lt;Bar&gt; A&B")), FEED, BERLIN)
    assert (listing.sightings[0].headline, listing.problem) == ("Café & Hôtel A&B", None)


def test_an_ampersand_in_an_attribute_means_what_was_meant():
    listing = parse_feed(an_atom("<link href='/news?page=2&para=9'/>"), FEED, BERLIN)
    assert (listing.sightings[0].url, listing.problem) == ("https://post.example/news?page=2&para=9", None)


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("body", [an_rss(an_item()), a_json_feed({"url": "https://post.example/a"})])
def test_a_packed_feed_is_read(body, layers):
    for _ in range(layers):
        body = gzip.compress(body)
    assert only(body).url == "https://post.example/a"


def test_what_is_wrong_with_a_packed_feed_is_said():
    listing = parse_feed(gzip.compress(an_rss(an_item(), an_item("/b")))[:-6], FEED, BERLIN)
    assert len(listing.sightings) == 2
    assert listing.problem == "the gzip data ends early"


def test_a_packed_feed_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(feeds, "MAX_BYTES", 100)
    with pytest.raises(FeedError, match="was not read: larger than"):
        parse_feed(gzip.compress(an_rss(an_item())), FEED, BERLIN)


OWN, TRANSLATED = "<link{} href='/own'/>", "<link hreflang='{}' href='/other'/>"


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(OWN.format("") + TRANSLATED.format("fr"), id="a translation behind it"),
        pytest.param(TRANSLATED.format("fr") + OWN.format(""), id="a translation before it"),
        pytest.param(TRANSLATED.format("fr") + OWN.format(" hreflang='de-AT'"), id="both with languages"),
        pytest.param(OWN.format("") + "<link href='/second'/>", id="two of the same kind"),
        pytest.param("<link type='application/json' href='/data'/>" + OWN.format(""), id="another kind of file"),
        pytest.param("<link rel='related' href='/other'/>" + OWN.format(""), id="a related page"),
        pytest.param("<link uri='/own'/>", id="uri for href"),
        pytest.param(TRANSLATED.format("fr").replace("other", "own"), id="only a translation"),
    ],
)
def test_an_entry_with_several_links_is_its_own_page(entry):
    assert parse_feed(an_atom(entry), FEED, BERLIN, language="de").sightings[0].url == "https://post.example/own"


@pytest.mark.parametrize("order", [1, -1])
def test_the_link_of_an_rss_item_counts_before_a_translation(order):
    links = ["<link>/own</link>", "<atom:link rel='alternate' hreflang='fr' href='/other'/>"][::order]
    body = an_rss("".join(links)).replace(b"<rss ", b"<rss xmlns:atom='http://www.w3.org/2005/Atom' ")
    assert only(body).url == "https://post.example/own"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Sun Nov 22 11:00:00 CET 2026", id="Java's Date"),
        pytest.param("Sun Nov 22 11:00:00 GMT+01:00 2026", id="Java's Date with an offset"),
        pytest.param("dom, 22 nov 2026 10:00:00 UT", id="Portuguese"),
    ],
)
def test_dates_as_programs_print_them_are_read(text):
    assert only(an_rss(an_item(more=f"<pubDate>{text}</pubDate>"))).published == TEN
