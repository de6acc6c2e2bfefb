"""Addresses and times of the pages in the WARC files that the tests read."""

from datetime import UTC, datetime

AT = datetime(2026, 11, 22, 23, 40, tzinfo=UTC)
RENDERED = b"<html><body><p>Brought by a script.</p></body></html>"
URL = "https://post.example/news/{}"
