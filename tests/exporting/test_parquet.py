"""Parquet: typed columns, read back with the same values, written in groups of rows."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

from newsarchive.exporting import parquet
from newsarchive.exporting.parquet import COLUMNS, write_parquet
from newsarchive.records import Article, StoredArticle
from tests.full_article import FULL_ARTICLE

SEEN = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def a_stored(article: Article = FULL_ARTICLE, number: int = 17, **facts: Any) -> StoredArticle:
    return StoredArticle(number, article, "Rivertown Post", 1, SEEN, **facts)


def written(*articles: StoredArticle) -> pyarrow.parquet.ParquetFile:
    out = BytesIO()
    assert write_parquet(iter(articles), out) == len(articles)
    return pyarrow.parquet.ParquetFile(BytesIO(out.getvalue()))


def test_every_value_is_read_back_as_it_was():
    stored = a_stored(revised_at=SEEN, checked_at=SEEN, gone_at=SEEN, read_by="1+rules")
    (row,) = written(stored).read().to_pylist(maps_as_pydicts="strict")
    assert row == {
        "id": 17,
        "outlet": "post",
        "outlet_title": "Rivertown Post",
        "url": "https://post.example/1",
        "headline": "Brücke – «offen» 🎉",
        "standfirst": "Kurz.",
        "authors": ["A. Reed", "dpa"],
        "byline": "Von A. Reed, dpa",
        "published_at": datetime(2026, 11, 22, 23, 30, tzinfo=UTC),
        "published_on": date(2026, 11, 23),
        "modified_at": None,
        "modified_on": date(2026, 11, 22),
        "source": "dpa",
        "source_date": date(1912, 4, 15),
        "language": "de",
        "section": "Lokales",
        "kind": "liveblog",
        "completeness": "stub",
        "is_free": False,
        "image_url": "https://post.example/1.jpg",
        "canonical_url": "https://agency.example/original",
        "body": "Erster Absatz.\n\n新しい橋。",
        "structure": {
            "blocks": [
                {"first": 0, "last": 0, "kind": "subheading", "level": 2, "attribution": None},
                {"first": 1, "last": 1, "kind": "quote", "level": None, "attribution": "A. Reed"},
            ],
            "links": [{"block": 0, "start": 0, "end": 6, "url": "https://post.example/ß?a=1#b"}],
            "entries": [{"block": 0, "at": datetime(2026, 11, 22, 23, 40, tzinfo=UTC)}],
            "picture": {"caption": "Die Brücke", "credit": "Foto: A. Reed"},
        },
        "provenance": {"headline": "og:title", "published": "json-ld"},
        "revision": 1,
        "revised_at": SEEN,
        "first_seen_at": SEEN,
        "checked_at": SEEN,
        "gone_at": SEEN,
        "read_by": "1+rules",
    }


def test_columns_have_their_types_even_without_values():
    schema = written(a_stored(Article("post", "Headline", "Text."))).schema_arrow
    types = {field.name: str(field.type) for field in schema}
    assert types["published_at"] == types["first_seen_at"] == "timestamp[us, tz=UTC]"
    assert types["published_on"] == types["source_date"] == "date32[day]"
    assert types["authors"].startswith("list<")
    assert types["structure"].startswith("struct<blocks: list<")
    assert types["provenance"].startswith("map<string, string")
    assert (types["id"], types["is_free"], types["url"]) == ("int64", "bool", "string")


def test_unknown_values_are_null():
    (row,) = written(a_stored(Article("post", "Headline", "Text."))).read().to_pylist()
    known = {name for name, value in row.items() if value not in (None, [])}
    assert known == {
        "id", "outlet", "outlet_title", "headline", "body", "kind", "completeness", "revision", "first_seen_at",
    }  # fmt: skip


def test_no_articles_make_an_empty_table_of_all_columns():
    file = written()
    assert (file.metadata.num_rows, file.schema_arrow.names) == (0, [name for name, _, _ in COLUMNS])


@pytest.mark.parametrize(
    ("name", "limit", "sizes"),
    [
        pytest.param("GROUP_ROWS", 2, [2, 2, 1], id="so many rows"),
        pytest.param("GROUP_CHARACTERS", 3 * len(FULL_ARTICLE.body), [3, 2], id="so long texts"),
    ],
)
def test_rows_are_written_group_by_group(monkeypatch: pytest.MonkeyPatch, name: str, limit: int, sizes: list[int]):
    monkeypatch.setattr(parquet, name, limit)
    file = written(*(a_stored(number=number) for number in range(5)))
    assert [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)] == sizes
    assert file.read(["id"]).to_pydict() == {"id": [0, 1, 2, 3, 4]}


def test_no_more_than_a_group_is_in_memory(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parquet, "GROUP_ROWS", 10)
    out, sizes = BytesIO(), []

    def articles() -> Iterator[StoredArticle]:
        for number in range(50):
            sizes.append(len(out.getvalue()))
            yield a_stored(number=number)

    write_parquet(articles(), out)
    assert len(set(sizes)) == 5
