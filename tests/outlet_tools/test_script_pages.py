"""Which pages are taken for frames of an app whose text scripts bring."""

from datetime import UTC, datetime

import pytest

from newsarchive.outlet_tools.script_pages import has_only_scripts
from newsarchive.records import Page

TEXT = "<p>The council met on the evening of the flood and heard from forty residents of the lower streets.</p>" * 10
SCRIPT = "<script src='/app.js'></script>"


def a_page(body: str) -> Page:
    html = f"<html><head><title>Rivertown Post</title></head><body>{body}</body></html>"
    return Page(
        "https://a.example/1", "https://a.example/1", datetime(2026, 11, 29, tzinfo=UTC), 200, (), html.encode()
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(f"<div id='root'></div>{SCRIPT}", True, id="an app's root"),
        pytest.param(f"<nav>News Sport</nav><div id='__next'></div>{SCRIPT}", True, id="a root beside a menu"),
        pytest.param(f"<app-root></app-root>{SCRIPT}", True, id="an element of an app"),
        pytest.param(f"<noscript>Please enable JavaScript.</noscript>{SCRIPT}", True, id="a note for those without"),
        pytest.param(f"<div id='root'><script>const text = '{TEXT}';</script></div>", True, id="words in a script"),
        pytest.param(f"<div id='root'>{TEXT}</div>{SCRIPT}", False, id="a root with text"),
        pytest.param("<div id='root'></div>", False, id="no script"),
        pytest.param(f"<p>Not found</p>{SCRIPT}", False, id="no place for an app"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_a_frame_without_text_is_recognized(body: str, expected: bool) -> None:
    assert has_only_scripts(a_page(body)) is expected


def test_a_rendered_page_is_no_frame() -> None:
    assert not has_only_scripts(a_page(f"<div id='root'></div>{SCRIPT}").rendered(b"<div id='root'></div>"))


def test_bytes_that_are_no_page_are_no_frame() -> None:
    page = a_page("")
    assert not has_only_scripts(Page(page.requested_url, page.final_url, page.fetched_at, 200, (), b"%PDF-1.7"))
