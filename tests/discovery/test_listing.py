"""What feeds, sitemaps and home pages share: order, headlines without markup, descriptions of other documents."""

from datetime import UTC, date, datetime

import pytest

from newsarchive.discovery.listing import describe, newest_first, plain_headline, root_name
from newsarchive.records import Sighting, Stamp


def a_sighting(url: str, published: Stamp | None = None, modified: Stamp | None = None) -> Sighting:
    return Sighting(url, "https://post.example/feed", "feed", published=published, modified=modified)


def test_newest_come_first_and_those_without_a_time_last():
    morning = Stamp(date(2026, 11, 22), datetime(2026, 11, 22, 8, tzinfo=UTC))
    evening = Stamp(date(2026, 11, 22), datetime(2026, 11, 22, 20, tzinfo=UTC))
    yesterday = Stamp(date(2026, 11, 21))
    seen = [a_sighting("c"), a_sighting("m", morning), a_sighting("y", yesterday, evening), a_sighting("d")]
    assert [sighting.url for sighting in newest_first(seen)] == ["y", "m", "c", "d"]


def test_an_address_listed_twice_is_kept_with_its_newest_claim():
    old, new = Stamp(date(2026, 11, 1)), Stamp(date(2026, 11, 2))
    listed = newest_first([a_sighting("a", old), a_sighting("b"), a_sighting("a", new)])
    assert [(sighting.url, sighting.published) for sighting in listed] == [("a", new), ("b", None)]


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        pytest.param("Harbour <b>reopens</b>", "Harbour reopens", id="tags"),
        pytest.param("Bread &amp; salt", "Bread & salt", id="a reference"),
        pytest.param("Mayor&#8217;s &lt;i&gt;plan&lt;/i&gt;", "Mayor’s plan", id="tags escaped twice"),
        pytest.param("Rates < 5 and > 3", "Rates < 5 and > 3", id="signs that are not tags"),
        pytest.param("H<sub>2</sub>O found", "H2O found", id="inside a word"),
        pytest.param("Harbour<br/>reopens", "Harbour reopens", id="a line break"),
        pytest.param(" Harbour\n\u00ad reopens\x00 ", "Harbour reopens", id="what nobody sees"),
        pytest.param("<img src='x'>", None, id="nothing but markup"),
        pytest.param(None, None, id="none"),
    ],
)
def test_a_headline_is_plain_text(text, headline):
    assert plain_headline(text) == headline


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("<?xml version='1.0'?>\n<!-- a < b --><urlset>", "urlset", id="after declaration and comment"),
        pytest.param("<!DOCTYPE rss [<!ENTITY a '<b>'>]><rss>", "rss", id="after a document type"),
        pytest.param("<sm:sitemapindex xmlns:sm='x'>", "sitemapindex", id="with a prefix"),
        pytest.param("https://post.example/a", None, id="no markup"),
    ],
)
def test_the_root_is_found(text, name):
    assert root_name(text) == name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", "an empty answer", id="empty"),
        pytest.param("<!doctype html><title>Moved</title>", "an HTML page", id="HTML"),
        pytest.param('{"a": 1}', "JSON", id="JSON"),
        pytest.param("<opml></opml>", "XML whose root is <opml>", id="other XML"),
        pytest.param("Not found", "neither XML nor JSON", id="text"),
    ],
)
def test_other_documents_are_described_in_words(text, words):
    assert describe(text) == words
