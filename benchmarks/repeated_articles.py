"""Writes articles of a large archive anew, with other days, ids and addresses and a word of their own.

large_archive.py uses it for what comes after its first articles: SQLite does this in a third of the time that it takes
to invent a text, and search has as much to read, because the frequencies of words stay the same.
"""

import sqlite3
from collections.abc import Iterator

from newsarchive.archive.near_duplicates.assignment import MIN_WORDS
from newsarchive.comparison.shingles import FINGERPRINT_SIZE
from newsarchive.urls import urn_key

# Many, because each group changes the last page of each outlet in each index: at 2,400, 14 times what is stored.
GROUP = 12_000

_MOMENT = "strftime('%Y-%m-%dT%H:%M:%SZ', {column}, :days || ' days')"
_URL = (
    "'https://' || outlet || '.example/' || strftime('%Y/%m/%d', published_at, :days || ' days') || '/' || "
    "(id + :articles) || substr(url, instr(url, '-'))"
)
_WORD = "' zu' || (article_id + :articles)"
_MOVED = "(SELECT url FROM main.articles WHERE id = {table}.{column} + :articles)"
# What differs from the row that is repeated, by table, in the order in which they are written.
_CHANGED = {
    "articles": {
        "id": "id + :articles",
        "search_id": "search_id + :days * 86400",
        "url": _URL,
        "published_at": _MOMENT.format(column="published_at"),
        "published_on": "date(published_on, :days || ' days')",
        "word_count": "word_count + 1",
        "text_key": "text_key / 2 + :articles",
        "cluster_id": "cluster_id + :articles",
        "copy_of": "copy_of + :articles",
        "revised_at": _MOMENT.format(column="revised_at"),
        "capture_id": "capture_id + :articles",
        "first_seen_at": _MOMENT.format(column="first_seen_at"),
        "checked_at": _MOMENT.format(column="checked_at"),
    },
    "bodies": {
        "article_id": "article_id + :articles",
        "body": f"body || {_WORD}",
        "canonical_url": _MOVED.format(table="bodies", column="article_id"),
        # Where it is a mark, search reads the body itself.
        "spaced_body": f"CASE WHEN length(spaced_body) > 20 THEN spaced_body || {_WORD} ELSE spaced_body END",
    },
    "article_authors": {"article_id": "article_id + :articles"},
    "captures": {
        "id": "id + :articles",
        "url": _MOVED.format(table="captures", column="id"),
        "url_key": f"url_key({_MOVED.format(table='captures', column='id')})",
        "fetched_at": _MOMENT.format(column="fetched_at"),
        "file": "strftime('%Y/%Y-%m-%d', fetched_at, :days || ' days') || '.warc.gz'",
        "digest": "lower(hex(randomblob(20)))",
    },
    "revisions": {
        "article_id": "article_id + :articles",
        "seen_at": _MOMENT.format(column="seen_at"),
        "replaced_at": _MOMENT.format(column="replaced_at"),
    },
}
_NUMBER = {"articles": "id", "captures": "id"}
# Addresses and fingerprints follow from the articles that were just written.
_ADDRESSES = (
    "SELECT url_key(url), url, outlet, 'feed', 'https://' || outlet || '.example/feed.xml', headline, published_at, "
    "first_seen_at, first_seen_at, 'stored', 1, id, '\"' || lower(hex(randomblob(8))) || '\"', NULL "
    "FROM main.articles WHERE id BETWEEN :first + :articles AND :last + :articles"
)
_SECOND_ADDRESSES = (
    "SELECT url_key(other), other, outlet, 'canonical', NULL, NULL, NULL, first_seen_at, first_seen_at, 'stored', 1, "
    "id, NULL, NULL FROM (SELECT *, 'https://' || outlet || '.example/a/' || id AS other FROM main.articles "
    "WHERE id BETWEEN :first + :articles AND :last + :articles AND id % 10 < 3)"
)
# The lowest eight of as many numbers of 48 bits as the text has words, spread evenly.
_FINGERPRINTS = (
    "SELECT CAST((place.value + abs(random() % 1000) / 1000.0) * 281474976710656 / word_count AS INTEGER), articles.id "
    f"FROM main.articles, json_each('{list(range(FINGERPRINT_SIZE))}') AS place "
    "WHERE articles.id BETWEEN :first + :articles AND :last + :articles AND copy_of IS NULL AND completeness = 'full' "
    f"AND word_count >= {MIN_WORDS}"
)


def groups_of(written: int, articles: int, repeated: int) -> Iterator[tuple[int, int, int]]:
    """For each group that is missing: the first and last article to repeat, and how far the new ones are behind."""
    while written < articles:
        behind = written // repeated * repeated
        first = written - behind + 1
        last = min(first + GROUP - 1, repeated, articles - behind)
        yield first, last, behind
        written = behind + last


def repeat(conn: sqlite3.Connection, columns: dict[str, str], first: int, last: int, behind: int, days: int) -> None:
    """Writes the articles first to last anew, so many ids behind them and so many days later."""
    conn.create_function("url_key", 1, _url_key, deterministic=True)
    values = {"first": first, "last": last, "articles": behind, "days": days}
    for table, changed in _CHANGED.items():
        names = columns[table].split()
        row = ", ".join(changed.get(name, name) for name in names)
        number = _NUMBER.get(table, "article_id")
        conn.execute(
            f"INSERT INTO main.{table}({', '.join(names)}) SELECT {row} "
            f"FROM main.{table} WHERE {number} BETWEEN :first AND :last ORDER BY {number}",
            values,
        )
    for table, rows in (("urls", _ADDRESSES), ("urls", _SECOND_ADDRESSES), ("fingerprints", _FINGERPRINTS)):
        conn.execute(f"INSERT INTO waiting.{table} {rows}", values)


def _url_key(url: str) -> int:
    """newsarchive.urls.url_key, for addresses that have nothing to tidy; that would be a third of the time."""
    return urn_key(url.removeprefix("https://"))
