"""JSON lines: what is written is read back, and a value of the wrong kind is named."""

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from newsarchive.errors import DocumentError
from newsarchive.formats.jsonl import article_row, json_value, read_line, stored_row, write_jsonl
from newsarchive.records import Article, ArticleVersion, StoredArticle
from tests.full_article import FULL_ARTICLE

SEEN = datetime(2026, 11, 22, 12, tzinfo=UTC)
FULL = StoredArticle(
    id=7,
    # JavaScript and Python split lines at U+2028; JSON lines must not.
    article=replace(FULL_ARTICLE, body="The bridge opened.\n\nA second paragraph with 漢字 and a\u2028separator."),
    outlet_title="Rivertown Post",
    revision=2,
    first_seen_at=SEEN,
    checked_at=SEEN,
    gone_at=SEEN,
    read_by="1+abc",
    revised_at=SEEN,
    earlier=(ArticleVersion(1, SEEN, "Bridge to open", None, "The bridge will open.", "1+abc", "theirs"),),
)
BARE = StoredArticle(1, Article("post", "Bridge opens", ""), "post", 1, SEEN)


@pytest.mark.parametrize("stored", [FULL, BARE], ids=["every value", "no value that may be absent"])
def test_an_article_written_is_read_back_as_it_was(stored: StoredArticle):
    out = io.StringIO()
    assert write_jsonl([stored, stored], out) == 2
    lines = out.getvalue().split("\n")
    assert lines[2:] == [""]
    assert [read_line(line) for line in lines[:2]] == [stored, stored]


def test_rows_hold_what_json_can_hold_and_unknown_is_null():
    assert json.loads(json.dumps(stored_row(FULL))) == stored_row(FULL)
    row = article_row(BARE.article)
    assert (row["published_at"], row["published_on"], row["authors"], row["is_free"]) == (None, None, [], None)
    assert {**stored_row(FULL), "id": 7}.items() >= article_row(FULL.article).items()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param(SEEN, "2026-11-22T12:00:00Z", id="a time"),
        pytest.param(date(2026, 11, 22), "2026-11-22", id="a day"),
        pytest.param("2026-11-22", "2026-11-22", id="text"),
        pytest.param(None, None, id="unknown"),
    ],
)
def test_times_and_days_become_text(value: object, written: object):
    assert json_value(value) == written


def test_a_cause_that_is_absent_is_unknown_and_another_word_is_refused():
    version = {"number": 1, "seen_at": "2026-11-22T12:00:00Z", "headline": "Bridge to open"}
    line = {"outlet": "post", "headline": "Bridge opens", "first_seen_at": "2026-11-22T12:00:00Z"}
    assert read_line(json.dumps({**line, "versions": [version]})).earlier[0].cause == "unknown"
    with pytest.raises(DocumentError, match="versions: cause: expected one of unknown, theirs, ours"):
        read_line(json.dumps({**line, "versions": [{**version, "cause": "nobody"}]}))


def test_versions_with_a_gap_are_refused():
    version = {"number": 2, "seen_at": "2026-11-22T12:00:00Z", "headline": "Bridge to open"}
    line = {"outlet": "post", "headline": "Bridge opens", "first_seen_at": "2026-11-22T12:00:00Z"}
    with pytest.raises(DocumentError, match="versions: expected numbers from 1 on"):
        read_line(json.dumps({**line, "versions": [version]}))


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        pytest.param({"headline": " "}, "headline: expected text, found nothing", id="no headline"),
        pytest.param({"body": 7}, "body: expected text, found '7'", id="body of another kind"),
        pytest.param({"url": "nowhere"}, "url: expected a web address, found 'nowhere'", id="no address"),
        pytest.param({"published_on": "2026-13-01"}, "published_on: expected a day", id="no day of the calendar"),
        pytest.param({"published_at": "noon"}, "published_at: expected a time", id="no time"),
        pytest.param({"first_seen_at": None}, "first_seen_at: expected a time", id="never seen"),
        pytest.param({"kind": "poem"}, "kind: expected one of article, liveblog", id="unknown kind"),
        pytest.param({"authors": ["A. Reed"]}, "authors: expected a list of objects", id="authors as text"),
        pytest.param({"authors": [{"name": 1}]}, "authors: name: expected text", id="an author without a name"),
        pytest.param({"is_free": "yes"}, "is_free: expected true or false", id="a flag as text"),
        pytest.param({"provenance": {"body": 1}}, "provenance: expected an object of texts", id="provenance"),
        pytest.param({"versions": [{"number": 2}]}, "versions: seen_at: expected a time", id="version never seen"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named(values, problem):
    line = {"outlet": "post", "headline": "Bridge opens", "first_seen_at": "2026-11-22T12:00:00Z", **values}
    with pytest.raises(DocumentError) as error:
        read_line(json.dumps(line))
    assert problem in str(error.value)


@pytest.mark.parametrize("line", ["[]", "3", "null", '"text"'])
def test_a_line_that_is_not_an_object_is_refused(line):
    with pytest.raises(DocumentError, match="expected a JSON object"):
        read_line(line)
