"""What is read from Scrapy's Response: single headers, and the whole answer as a Page."""

from datetime import UTC, datetime

import pytest
from scrapy.http import Response

from newsarchive import clock
from newsarchive.crawl.http.answers import charset, content_type, header, page_of, validators
from newsarchive.records import Page

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://outlet.example/1"


def an_answer(**headers: str) -> Response:
    return Response(URL, headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param("text/html; charset=utf-8", "utf-8", id="named"),
        pytest.param('text/html; charset="iso-8859-9"; boundary=x', "iso-8859-9", id="in quotes, with more after it"),
        pytest.param("text/html", None, id="not named"),
        pytest.param("text/html; charset=", None, id="empty"),
    ],
)
def test_the_charset_is_the_one_that_the_content_type_names(sent: str, expected: str | None) -> None:
    assert charset(an_answer(Content_Type=sent)) == expected
    assert content_type(an_answer(Content_Type=sent)) == sent


def test_a_missing_or_empty_header_is_none() -> None:
    answer = an_answer(ETag="")
    assert (header(answer, "ETag"), content_type(answer), charset(answer)) == (None, None, None)


def test_a_header_is_read_whatever_its_bytes() -> None:
    answer = Response(URL, headers={"ETag": b'"caf\xe9"'})
    assert header(answer, "etag") == '"caf\u00e9"'


@pytest.mark.parametrize(
    ("etag", "last_modified", "sent"),
    [
        pytest.param('"a"', None, {"If-None-Match": '"a"'}, id="only an ETag"),
        pytest.param(None, "Sun, 22 Nov 2026 12:00:00 GMT",
                     {"If-Modified-Since": "Sun, 22 Nov 2026 12:00:00 GMT"}, id="only a time"),
        pytest.param(None, None, {}, id="nothing is known"),
    ],
)  # fmt: skip
def test_a_conditional_request_names_what_is_known(
    etag: str | None, last_modified: str | None, sent: dict[str, str]
) -> None:
    assert validators(etag, last_modified) == sent


def test_an_answer_becomes_a_page_with_every_header_and_the_present_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    answer = Response(URL, status=203, headers={"Link": ["<a>", "<b>"], "ETag": '"x"'}, body=b"<p>River</p>")
    headers = (("Link", "<a>"), ("Link", "<b>"), ("Etag", '"x"'))
    requested = "https://outlet.example/short"
    assert page_of(answer, requested) == Page(requested, URL, NOW, 203, headers, b"<p>River</p>")
