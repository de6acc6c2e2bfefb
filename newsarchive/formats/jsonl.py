"""Articles as plain values that JSON and CSV can hold: the form of every export and of the web's .json addresses.

A line of JSON holds all that an export has of an article; importing/lines.py reads it back.
"""

import csv
import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TextIO

from newsarchive.dates import format_utc
from newsarchive.records import Article, ArticleVersion, StoredArticle

# What a spreadsheet gets: one line an article, names joined by semicolons.
CSV_COLUMNS = (
    "id", "outlet", "url", "headline", "standfirst", "authors", "published_at", "published_on", "modified_at",
    "source", "source_date", "language", "section", "kind", "completeness", "is_free", "revision", "first_seen_at",
    "gone_at", "body",
)  # fmt: skip


def article_row(article: Article) -> dict[str, Any]:
    """article as JSON values: times as UTC text, days as text, unknown as None."""
    return {
        "outlet": article.outlet,
        "url": article.url,
        "headline": article.headline,
        "standfirst": article.standfirst,
        "authors": [{"name": author.name, "kind": author.kind} for author in article.authors],
        "byline": article.byline,
        "published_at": _time(article.published.at if article.published else None),
        "published_on": _day(article.published.on if article.published else None),
        "modified_at": _time(article.modified.at if article.modified else None),
        "modified_on": _day(article.modified.on if article.modified else None),
        "source": article.source,
        "source_date": _day(article.source_date),
        "language": article.language,
        "section": article.section,
        "kind": article.kind,
        "completeness": article.completeness,
        "is_free": article.is_free,
        "image_url": article.image_url,
        "canonical_url": article.canonical_url,
        "body": article.body,
        "provenance": dict(article.provenance),
    }


def stored_row(stored: StoredArticle) -> dict[str, Any]:
    """A stored article as JSON values: the article's own, and what the archive knows of it."""
    return {
        "id": stored.id,
        "outlet_title": stored.outlet_title,
        **article_row(stored.article),
        "revision": stored.revision,
        "revised_at": _time(stored.revised_at),
        "first_seen_at": _time(stored.first_seen_at),
        "checked_at": _time(stored.checked_at),
        "gone_at": _time(stored.gone_at),
        "read_by": stored.read_by,
    }


def write_jsonl(articles: Iterable[StoredArticle], out: TextIO) -> int:
    """Writes one JSON object a line, the versions of before included; how many there were."""
    count = 0
    for stored in articles:
        row = {**stored_row(stored), "versions": [_version_row(version) for version in stored.earlier]}
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    return count


def write_csv(articles: Iterable[StoredArticle], out: TextIO) -> int:
    """Writes a header line and one row an article (RFC 4180); how many articles there were."""
    writer = csv.DictWriter(out, CSV_COLUMNS, extrasaction="ignore")
    writer.writeheader()
    count = 0
    for stored in articles:
        row = stored_row(stored)
        writer.writerow({**row, "authors": "; ".join(author["name"] for author in row["authors"])})
        count += 1
    return count


def _time(moment: datetime | None) -> str | None:
    return format_utc(moment) if moment else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _version_row(version: ArticleVersion) -> dict[str, Any]:
    return {
        "number": version.number,
        "seen_at": _time(version.seen_at),
        "headline": version.headline,
        "standfirst": version.standfirst,
        "body": version.body,
        "read_by": version.read_by,
        "cause": version.cause,
    }
