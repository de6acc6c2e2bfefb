"""Where a field came from, in words; what is not known is shown as it is stored."""

from datetime import UTC, datetime

import pytest

from newsarchive.extraction.article import read_page
from newsarchive.records import Page
from newsarchive.web.articles.origins import FieldOrigin, field_origins, place_in_words
from tests.web.sample_archive import PARAGRAPHS, POST

TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
DECLARED = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Harbour stays closed", "datePublished": "2026-11-18T10:00:00Z", "dateModified": "2026-11-18T12:00:00Z",
"author": {"@type": "Person", "name": "Anna Reed"}, "articleSection": "Local", "isAccessibleForFree": true,
"description": "Ferries leave from Saltmarsh meanwhile."}</script>"""
HEADS = [
    DECLARED,
    """<meta property="og:title" content="Harbour stays closed"><meta property="og:description" content="Ferries.">
<meta name="author" content="Anna Reed"><meta property="article:published_time" content="2026-11-18T10:00:00Z">
<meta property="article:section" content="Local"><meta property="og:image" content="https://post.example/quay.jpg">
<link rel="canonical" href="https://post.example/2026/harbour">""",
    "<title>Harbour stays closed</title>",
]


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        ("JSON-LD headline", "the page's JSON-LD (headline)"),
        ("JSON-LD", "the page's JSON-LD"),
        ("og:title", "the page's data for sharing (og:title)"),
        ("og:type video.other", "the page's data for sharing (og:type)"),
        ("meta article:published_time", "a meta element of the page (article:published_time)"),
        ("h1", "the main heading on the page"),
        ("itemprop datePublished", "an element marked up for search engines (datePublished)"),
        ("guessed, htmldate", "guessed from a date found on the page"),
        ("guessed, script datePublished", "guessed from data in a script of the page (datePublished)"),
        ("printed below the headline", "a line below the headline"),
        ("time element, updated", "a time on the page, which names an update"),
        ("feed https://post.example/news.rss", "the feed https://post.example/news.rss"),
        ("news_sitemap https://post.example/s.xml", "the sitemap https://post.example/s.xml"),
        ("body rule .story", "the part of the page that the outlet's rules name (.story)"),
        ("<script>", "<script>"),
        ("", ""),
    ],
)
def test_a_place_in_words(stored, words):
    assert place_in_words(stored) == words


def test_fields_come_in_the_order_of_the_page_and_unknown_ones_last():
    origins = field_origins({"zeal": "a", "body": "trafilatura", "headline": "h1", "authors": "rel=author"})
    assert [origin.field for origin in origins] == ["Headline", "Authors", "Text", "zeal"]


def test_what_was_printed_there_is_shown_beside_the_place():
    stored = {"published": "JSON-LD datePublished: 2026-11-22T08:00:00Z", "source": "dateline: OSLO (AP)"}
    assert field_origins(stored) == [
        FieldOrigin("Published", "the page's JSON-LD (datePublished)", "2026-11-22T08:00:00Z"),
        FieldOrigin("Source", "the dateline of the text", "OSLO (AP)"),
    ]


@pytest.mark.parametrize("stored", ["94 words before 'Read on: subscribe'", "note: of an import", ": "])
def test_a_sentence_and_an_unknown_place_stay_whole(stored):
    assert field_origins({"completeness": stored}) == [FieldOrigin("Completeness", stored)]
    assert field_origins({"body": stored}) == [FieldOrigin("Text", stored)]


@pytest.mark.parametrize("head", HEADS, ids=["JSON-LD", "meta", "nothing declared"])
def test_every_place_that_extraction_names_has_its_words(head):
    page = f"""<html lang="en"><head>{head}</head><body><article><h1>Harbour stays closed</h1>
<p class="byline">By Anna Reed</p><time datetime="2026-11-18T10:00:00Z">18 Nov 2026</time>{TEXT}</article></body>"""
    url, kind = "https://post.example/2026/harbour", (("Content-Type", "text/html; charset=utf-8"),)
    article = read_page(Page(url, url, datetime(2026, 11, 20, tzinfo=UTC), 200, kind, page.encode()), POST).article
    assert len(article.provenance) >= 6
    for name, stored in article.provenance.items():
        place = stored.partition(": ")[0]
        assert place_in_words(place) != place, (name, stored)
