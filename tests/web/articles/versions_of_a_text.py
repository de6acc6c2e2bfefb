"""Versions of an article for tests: a_version(1, "Harbour opens", "Ships came.")."""

from datetime import UTC, datetime, timedelta

from newsarchive.records import ArticleVersion

FIRST_SEEN = datetime(2026, 11, 22, 8, 15, 42, tzinfo=UTC)


def a_version(number: int, headline: str, body: str, cause: str | None = None, **facts) -> ArticleVersion:
    """A version that was seen so many hours after the first one."""
    seen_at = FIRST_SEEN + timedelta(hours=number - 1)
    return ArticleVersion(number, seen_at, headline, facts.get("standfirst"), body, "1", cause)
