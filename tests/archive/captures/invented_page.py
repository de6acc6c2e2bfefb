"""A page to capture, and the records of a WARC file as warcio reads them."""

from datetime import UTC, datetime

from warcio.archiveiterator import ArchiveIterator

from newsarchive.records import Page

FETCHED_AT = datetime(2026, 11, 22, 23, 40, tzinfo=UTC)


def a_page(body=b"<html><p>The harbour opens again.</p></html>", **facts):
    return Page(
        **{
            "requested_url": "https://rivertown.example/a",
            "final_url": "https://rivertown.example/a",
            "fetched_at": FETCHED_AT,
            "status": 200,
            "headers": (("Content-Type", "text/html; charset=utf-8"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")),
            "body": body,
            **facts,
        }
    )


def records(path):
    with path.open("rb") as file:
        return [(record.rec_type, record.content_stream().read()) for record in ArchiveIterator(file)]


RENDERED = "<html><body><p>Brought by a script: für alle.</p></body></html>".encode()
