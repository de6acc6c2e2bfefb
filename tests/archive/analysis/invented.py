"""A small invented archive in which the outlets' own days and UTC days differ, with crawls, gaps and copies."""

import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from newsarchive.archive.database import Archive
from newsarchive.archive.search.scope import DAY, make_scope
from newsarchive.archive.search.selection import Selection
from tests.archive.clusters import join_copies
from tests.archive.search.invented import an_article, fill

FIRST = date(2026, 3, 1)
DAYS = 70
# No article is from these days.
SILENT = (20, 21, 22, 40)


def second_of(day: date, hour: int, minute: int = 0) -> int:
    return int(datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC).timestamp())


def article_of(number: int) -> dict[str, object]:
    """Four articles a day at three outlets; in the evening, one outlet is a day ahead of UTC and one a day behind."""
    day = FIRST + timedelta(days=number // 4)
    hour, ahead = ((6, 0), (12, 0), (23, 1), (1, -1))[number % 4]
    own = day + timedelta(days=ahead)
    facts = {
        "search_id": second_of(day, hour, number % 50),
        "published_on": own.isoformat(),
        "published_at": None,
        "outlet": ("rivertown_post", "hill_times", "small_gazette", "hill_times")[number % 4],
        "body": "the harbour storm" if number % 3 == 0 else "the harbour",
        "language": "fr" if number % 5 == 0 else "en",
    }
    return an_article(number, **facts)


def looked_up(conn: sqlite3.Connection, selection: Selection) -> dict[date, int]:
    """How many articles of selection each day has, by reading the row of every article."""
    scope = make_scope(conn, selection)
    own = f"(SELECT {DAY} FROM articles a WHERE a.search_id = articles_fts.rowid)" if scope.match else DAY
    statement = scope.matches if scope.match else scope.listing
    rows = conn.execute(statement("GROUP BY 1", columns=f"{own}, count(*)"), {**scope.params, "match": scope.match})
    return {date.fromisoformat(day): number for day, number in rows}


def analysis_articles() -> list[dict[str, object]]:
    """The articles, in the order of their ids."""
    articles = [article_of(number) for number in range(DAYS * 4) if number // 4 not in SILENT]
    articles.append(
        an_article(900, search_id=second_of(date(2026, 4, 2), 9), published_on=None, body="undated harbour")
    )
    # Dated a year ahead, and so counted for the day on which it was first seen.
    future = {"search_id": second_of(date(2026, 4, 3), 9), "published_on": "2027-04-03", "body": "future harbour"}
    articles.append(an_article(901, **future))
    return articles


def build_analysis_archive(path: Path) -> None:
    """Fills the file at path; the 9th and 10th article are copies of the 4th."""
    with Archive.open(path, write=True) as archive, archive.transaction():
        fill(archive.conn, analysis_articles())
        join_copies(archive.conn, 4, 9, 10)
