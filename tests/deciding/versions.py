"""Invented versions that the tests of deciding/ compare."""

from datetime import UTC, datetime
from typing import Any

from newsarchive.deciding.versions import StoredVersion, Version
from newsarchive.deciding.withdrawal import Presence
from newsarchive.records import Article
from newsarchive.text import count_words

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SEEN_AT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
HEADLINE = "Harbour opens again"
BODY = (
    "The harbour opened again on Monday after two years of repairs.\n\n"
    "Ships came in from the north, and crowds stood on the quay all day.\n\n"
    "The ferry will sail twice a day from now on, its owners said on Tuesday."
)
CORRECTED = BODY.replace("Monday", "Sunday")


def a_version(read_by: str | None = "1+rules", **facts: Any) -> Version:
    """A text as it was read just now."""
    article = Article(**{"outlet": "post", "headline": HEADLINE, "body": BODY, **facts})
    return Version(article, count_words(article.body), text_key=None, read_by=read_by)


def a_stored_version(**facts: Any) -> StoredVersion:
    """The current version in the archive; its text is that of a_version."""
    given = {
        "id": 7,
        "headline": HEADLINE,
        "standfirst": None,
        "body": BODY,
        "completeness": "full",
        "published_at": None,
        "published_on": None,
        "revision": 1,
        "read_by": "1+rules",
        "capture_id": 3,
        "seen_at": SEEN_AT,
        "first_seen_at": SEEN_AT,
        "presence": Presence(SEEN_AT, 200),
        **facts,
    }
    return StoredVersion(word_count=count_words(given["body"]), **given)
