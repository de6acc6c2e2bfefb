"""Reading Scrapy's Response: one header, the content type, the charset, and the whole answer as a Page."""

from scrapy.http import Response

from newsarchive import clock
from newsarchive.records import Page

# Names in the meta of requests. The page is to be rendered by a browser; the HTML that it had in the end, and what
# its scripts did not get; and: a script of such a page asks for this.
RENDER, RENDERED, PART_OF_PAGE = "render", "rendered", "part_of_page"


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
    """The answer as a plain value that knows nothing of Scrapy, fetched now; rendered, if a browser has rendered it."""
    headers = [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    ]
    page = Page(requested_url, response.url, clock.now(), response.status, tuple(headers), response.body)
    rendered: tuple[bytes, str | None] | None = response.request.meta.get(RENDERED) if response.request else None
    return page if rendered is None else page.rendered(*rendered)
