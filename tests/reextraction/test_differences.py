"""What another reading of the same page would change."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from newsarchive.records import Article, Author, BlockRun, LeadPicture, Stamp, Structure, TextLink
from newsarchive.reextraction.differences import differences, merged

DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
LINKED = Structure(
    runs=(BlockRun(1, 1, "list_item", 1),),
    links=(TextLink(0, 3, 7, "https://post.example/a"),),
    picture=LeadPicture("The bridge"),
)
STORED = Article(outlet="post", headline="Bridge opens", body="It took nine years.\n\nThe ferry stays.")


def told(stored: Article, fresh: Article) -> list[str]:
    return [f"{one.field}: {one.change}" for one in differences(stored, merged(stored, fresh))]


def test_the_same_reading_differs_in_nothing():
    assert told(STORED, STORED) == []


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        pytest.param({"headline": "Bridge open"}, "headline: “Bridge opens” → “Bridge open”", id="headline"),
        pytest.param(
            {"body": "It took nine years.\n\nThe ferry goes."},
            "text: 7 → 7 words; removed: “The ferry stays.”; added: “The ferry goes.”",
            id="a paragraph",
        ),
        pytest.param(
            {"body": "The ferry stays.\n\nIt took nine years."}, "text: 7 → 7 words", id="the order of paragraphs"
        ),
        pytest.param(
            {"authors": (Author("A. Reed"), Author("B. Hill"))}, "authors: nothing → “A. Reed, B. Hill”", id="authors"
        ),
        pytest.param({"published": Stamp(DAY)}, "published: nothing → “2026-11-20”", id="a day"),
        pytest.param({"modified": Stamp(DAY, NOON)}, "modified: nothing → “2026-11-20T12:00:00Z”", id="a moment"),
        pytest.param({"source_date": DAY}, "source date: nothing → “2026-11-20”", id="a date"),
        pytest.param({"is_free": False}, "free to read: nothing → “no”", id="yes or no"),
        pytest.param(
            {"structure": LINKED},
            "structure: nothing → “list item: 1, link: 1, picture: 1”",
            id="the structure of the text",
        ),
        pytest.param(
            {"body": "It took nine years.", "structure": LINKED},
            "text: 7 → 4 words; removed: “The ferry stays.”",
            id="the structure of another text",
        ),
        pytest.param({"standfirst": "a" * 90}, f"standfirst: nothing → “{'a' * 70}…”", id="a long value"),
    ],
)
def test_each_difference_is_one_line(facts, line):
    assert told(STORED, replace(STORED, **facts)) == [line]


def test_a_field_that_is_no_longer_found_on_its_page_is_deleted():
    stored = replace(STORED, section="Home", provenance={"section": "meta"})
    assert told(stored, STORED) == ["section: “Home” → nothing"]


@pytest.mark.parametrize(
    ("facts", "places"),
    [
        pytest.param({"section": "Harbour"}, {}, id="from an earlier page of the article"),
        pytest.param({"published": Stamp(DAY)}, {"published": "feed https://post.example/rss"}, id="from a feed"),
    ],
)
def test_a_field_from_elsewhere_stays(facts, places):
    stored = replace(STORED, **facts, provenance=places)
    assert told(stored, STORED) == []
    assert merged(stored, STORED).provenance == places


def test_a_byline_is_deleted_with_its_authors():
    stored = replace(STORED, authors=(Author("Share This"),), byline="Share This", provenance={"authors": "byline"})
    assert merged(stored, STORED).byline is None


def test_the_time_of_a_feed_stays_where_the_page_has_only_a_guess():
    stored = replace(STORED, published=Stamp(DAY, NOON), provenance={"published": "feed https://post.example/rss"})
    fresh = replace(
        STORED, published=Stamp(date(2020, 1, 1)), provenance={"published": "guessed, htmldate: 2020-01-01"}
    )
    assert merged(stored, fresh).published == stored.published
    declared = replace(fresh, provenance={"published": "meta pubdate: 2020-01-01"})
    assert merged(stored, declared).published == fresh.published


def test_the_same_day_without_its_time_is_no_better():
    stored = replace(STORED, published=Stamp(DAY, NOON), provenance={"published": "feed https://post.example/rss"})
    fresh = replace(STORED, published=Stamp(DAY), provenance={"published": "printed: 20 November"})
    assert told(stored, fresh) == []
    assert merged(stored, fresh).provenance == stored.provenance


def test_parts_of_a_second_are_not_a_difference():
    fresh = replace(STORED, published=Stamp(DAY, NOON.replace(microsecond=9)))
    assert told(replace(STORED, published=Stamp(DAY, NOON)), fresh) == []


def test_provenance_says_where_each_value_is_from():
    stored = replace(STORED, section="Harbour", provenance={"headline": "title"})
    fresh = replace(STORED, headline="Bridge open", provenance={"headline": "h1", "body": "article"})
    assert merged(stored, fresh).provenance == {"headline": "h1", "body": "article"}


def test_a_structure_goes_with_its_text_also_where_there_is_none_any_more():
    stored = replace(STORED, structure=LINKED)
    assert merged(stored, STORED).structure is None
    assert told(stored, STORED) == ["structure: “list item: 1, link: 1, picture: 1” → nothing"]
