"""Search results as JSON, JSON lines and CSV: the same fields, without marks, written piece by piece."""

import csv
import io
import json
from datetime import date, datetime

import pytest

from newsarchive.archive.search.article_search import SearchResult
from newsarchive.web.requests.search_request import SearchForm
from newsarchive.web.results import article_path
from newsarchive.web.searching.result_formats import (
    RESULT_FORMATS,
    article_fields,
    result_fields,
    result_head,
    to_json,
    version_fields,
)
from tests.web.hits import EARLIER, a_hit

FIELDS = [
    *("id", "headline", "published_at", "published_on", "outlet", "outlet_title", "source", "authors", "language"),
    *("section", "kind", "completeness", "revision", "first_seen_at", "gone_at", "copies", "url", "snippet"),
]
SEARCH = SearchForm("harbour")
ADDRESSES = {"page": "/search?q=harbour", "next": None}
VERSION_FIELDS = ["version", "version_seen_at", "replaced_at", "cause", "matches_today"]


def a_result(*hits, **facts) -> SearchResult:
    return SearchResult(hits, total=len(hits), is_capped=False, is_ranked=True, understood="harbour", **facts)


def page_of(hit) -> str:
    return f"http://localhost/article/{article_path(hit)}"


def test_fields_are_written_as_the_archive_stores_them():
    fields = article_fields(a_hit())
    assert list(fields) == FIELDS
    assert (fields["headline"], fields["snippet"]) == ("Harbour stays closed", "The harbour at Rivertown …")
    assert (fields["published_at"], fields["published_on"]) == ("2026-11-18T10:00:00Z", "2026-11-18")
    assert fields["gone_at"] is None


def test_only_an_earlier_version_has_version_fields():
    assert version_fields(a_hit()) == {}
    assert version_fields(a_hit(earlier=EARLIER)) == {
        "version": 1,
        "version_seen_at": "2026-11-18T12:00:00Z",
        "replaced_at": "2026-11-20T17:00:00Z",
        "cause": "theirs",
        "matches_today": False,
    }


def written(file_format, *pieces, form=SEARCH, addresses=ADDRESSES, **facts):
    """A whole file; each piece is a list of hits."""
    kind = RESULT_FORMATS[file_format]
    text = kind.head(result_head(form, a_result(**facts), addresses))
    for number, hits in enumerate(pieces):
        text += kind.piece([result_fields(hit, page_of) for hit in hits], number == 0)
    return text + kind.end


def test_json_has_the_search_its_notes_and_the_articles():
    form = SearchForm("harbour", {"language": ("en",)}, since=date(2026, 11, 1))
    found = json.loads(written("json", [a_hit()], form=form, notes=("Type more letters.",)))
    assert list(found) == [
        *("query", "understood", "filters", "since", "until", "order", "copies", "versions", "total"),
        *("total_is_capped", "notes", "forms", "suggestions", "page", "next", "articles"),
    ]
    assert (found["query"], found["filters"], found["since"]) == ("harbour", {"language": ["en"]}, "2026-11-01")
    assert (found["order"], found["notes"]) == ("relevance", ["Type more letters."])
    assert list(found["articles"][0]) == [*FIELDS, "page"]
    assert found["articles"][0]["page"] == "http://localhost/article/7"


@pytest.mark.parametrize("sizes", [(), (1,), (2, 1), (1, 1, 1)], ids=str)
def test_json_of_any_number_of_pieces_is_valid(sizes):
    hits = [[a_hit()] * size for size in sizes]
    assert len(json.loads(written("json", *hits))["articles"]) == sum(sizes)
    assert len(written("jsonl", *hits).splitlines()) == sum(sizes)


def test_each_json_line_is_an_article_whatever_its_text():
    (line, other, end) = written("jsonl", [a_hit(headline="one\u2028two\nthree"), a_hit(id=8)]).split("\n")
    assert json.loads(line)["headline"] == "one\u2028two\nthree"
    assert (json.loads(other)["id"], end) == (8, "")
    assert len(written("jsonl", [a_hit(headline="one\u2028two")]).splitlines()) == 1


def test_csv_has_a_line_for_the_columns_and_one_for_each_article():
    rows = list(csv.reader(io.StringIO(written("csv", [a_hit(id=7)], [a_hit(id=8)]))))
    assert rows[0] == [*FIELDS, "page"]
    assert [(row[0], row[-1]) for row in rows[1:]] == [
        ("7", "http://localhost/article/7"),
        ("8", "http://localhost/article/8"),
    ]


def test_csv_has_no_cell_that_a_spreadsheet_would_run():
    (_, row) = csv.reader(io.StringIO(written("csv", [a_hit(headline="=1+1", section="-2")])))
    assert (row[FIELDS.index("headline")], row[FIELDS.index("section")]) == ("'=1+1", "'-2")


def test_csv_without_results_has_the_columns_only():
    assert list(csv.reader(io.StringIO(written("csv")))) == [[*FIELDS, "page"]]


def test_csv_of_earlier_versions_has_their_columns():
    form = SearchForm("harbour", versions=True)
    rows = list(csv.reader(io.StringIO(written("csv", [a_hit(earlier=EARLIER)], form=form))))
    assert rows[0] == [*FIELDS, *VERSION_FIELDS, "page"]
    assert rows[1][-1] == "http://localhost/article/7/1"
    assert len(rows[0]) == len(rows[1])


def test_json_is_readable_for_people():
    assert to_json({"headline": "三森港"}) == '{\n "headline": "三森港"\n}\n'


def test_times_of_other_zones_are_written_in_utc():
    at = datetime.fromisoformat("2026-11-18T12:00:00+02:00")
    assert article_fields(a_hit(published_at=at))["published_at"] == "2026-11-18T10:00:00Z"
