"""CSV: a header line, one row per article, paragraphs and quotes kept, unknown left empty."""

import csv
import io
from datetime import UTC, date, datetime

from newsarchive.exporting.csv_table import CSV_COLUMNS, write_csv
from newsarchive.formats.jsonl import stored_row
from newsarchive.records import Article, Author, Stamp, StoredArticle

SEEN = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def rows_of(*articles: StoredArticle) -> list[dict[str, str]]:
    out = io.StringIO(newline="")
    assert write_csv(articles, out) == len(articles)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


def test_a_row_keeps_paragraphs_quotes_and_all_names():
    article = Article(
        "post",
        'The "new" bridge, opened',
        "One.\n\nTwo; three.",
        authors=(Author("A. Reed"), Author("B. Lund")),
        published=Stamp(date(2026, 11, 22)),
    )
    (row,) = rows_of(StoredArticle(7, article, "Post", 1, SEEN))
    assert tuple(row) == CSV_COLUMNS
    assert (row["headline"], row["body"], row["authors"]) == (article.headline, article.body, "A. Reed; B. Lund")
    assert (row["id"], row["published_on"], row["first_seen_at"]) == ("7", "2026-11-22", "2026-11-22T10:00:00Z")


def test_unknown_is_empty_and_no_article_leaves_the_header():
    (row,) = rows_of(StoredArticle(7, Article("post", "Bridge", ""), "Post", 1, SEEN))
    assert (row["published_at"], row["authors"], row["source"], row["is_free"]) == ("", "", "", "")
    assert rows_of() == []


def test_cells_that_spreadsheets_would_run_get_an_apostrophe_unless_raw():
    article = Article("post", "=1+1", "- one\n- two", authors=(Author("@reed"), Author("B. Lund")), section="-5")
    stored = StoredArticle(7, article, "Post", 1, SEEN)
    (row,) = rows_of(stored)
    assert (row["headline"], row["body"], row["authors"]) == ("'=1+1", "'- one\n- two", "'@reed; B. Lund")
    out = io.StringIO(newline="")
    write_csv([stored], out, raw=True)
    (raw,) = csv.DictReader(io.StringIO(out.getvalue(), newline=""))
    assert {name: text.removeprefix("'") for name, text in row.items()} == raw
    assert raw["headline"] == "=1+1"


def test_every_column_is_one_of_json_lines():
    assert set(CSV_COLUMNS) <= stored_row(StoredArticle(7, Article("post", "Bridge", ""), "Post", 1, SEEN)).keys()
