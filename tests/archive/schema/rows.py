"""Rows of an invented archive, written straight into its tables."""

from sqlite_utils import Database

SEEN = "2026-11-22T10:00:00Z"


def add_article(
    db: Database, number: int, headline: str = "Bridge opens", body: str = "The river was crossed."
) -> None:
    article = {
        "id": number,
        "search_id": 1_000 + number,
        "outlet": "post",
        "url": f"https://post.example/{number}",
        "headline": headline,
        "language": "en",
        "published_on": "2026-11-22",
        "word_count": 4,
        "first_seen_at": SEEN,
    }
    db.table("articles").insert(article)
    db.table("bodies").insert({"article_id": number, "body": body})


def add_version(db: Database, article: int, number: int, body: str) -> None:
    version = {"article_id": article, "number": number, "seen_at": SEEN, "headline": "Was", "body": body}
    db.table("revisions").insert({**version, "cause": "theirs"})
