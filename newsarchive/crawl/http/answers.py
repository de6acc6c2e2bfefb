"""Reading Scrapy's Response: one header, the content type, the charset, and the whole answer as a Page."""

from scrapy.http import Response

from newsarchive import clock
from newsarchive.records import Page


def header(response: Response, name: str) -> str | None:
    """The value of one header; None where it is missing or empty."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def content_type(response: Response) -> str | None:
    """The Content-Type header as sent; None where it is missing."""
    return header(response, "Content-Type")


def charset(response: Response) -> str | None:
    """The charset that the Content-Type header names; None where it names none."""
    _, _, value = (content_type(response) or "").partition("charset=")
    return value.partition(";")[0].strip("\"' ") or None


def validators(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """The headers of a conditional request (RFC 9110 §13.1): the answer is 304 when nothing has changed."""
    headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in headers.items() if value}


def page_of(response: Response, requested_url: str) -> Page:
    """The answer as a plain value that knows nothing of Scrapy, fetched now."""
    headers = [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    ]
    return Page(requested_url, response.url, clock.now(), response.status, tuple(headers), response.body)
