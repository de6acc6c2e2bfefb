"""Three articles, written straight into the tables: 1 bridge, 2 ferry, 3 withdrawn; and the removed article 4."""

from datetime import UTC, datetime

from newsarchive.archive.database import Archive
from newsarchive.urls import url_key

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
HEADLINES = {1: "The bridge opens", 2: "=Ferry prices rise", 3: "The flood comes back"}


def url_of(article_id: int) -> str:
    return f"https://post.example/{article_id}"


def add_rows(archive: Archive) -> None:
    with archive.transaction():
        archive.conn.execute("INSERT INTO outlets(name, title, country) VALUES ('post', 'Rivertown Post', 'gb')")
        for article_id, headline in HEADLINES.items():
            day = f"2026-11-2{article_id}"
            archive.db.table("articles").insert(
                {
                    "id": article_id,
                    "search_id": 1_795_000_000 + article_id,
                    "outlet": "post",
                    "url": url_of(article_id),
                    "headline": headline,
                    "published_on": day,
                    "first_seen_at": f"{day}T09:00:00Z",
                    "gone_at": "2026-11-25T00:00:00Z" if article_id == 3 else None,
                    "word_count": 4,
                }
            )
            archive.conn.execute("INSERT INTO bodies(article_id, body) VALUES (?, 'At the harbour.')", [article_id])
            archive.conn.execute(
                """INSERT INTO urls(key, url, outlet, known_from, first_seen_at, last_seen_at, outcome, article_id)
                   VALUES (?, ?, 'post', 'feed', '', '', 'article', ?)""",
                [url_key(url_of(article_id)), url_of(article_id), article_id],
            )
        archive.conn.execute(
            "INSERT INTO removals VALUES (4, 'post', 0, NULL, 'a court order', '2026-11-26T00:00:00Z')"
        )
