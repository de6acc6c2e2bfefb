"""Language, section, image, standfirst, kind of page, free or not."""

import json
from collections.abc import Callable

import pytest

from newsarchive.extraction.metadata import (
    find_image,
    find_kind,
    find_section,
    find_standfirst,
    is_free,
)
from newsarchive.extraction.page.candidates import Candidate
from newsarchive.extraction.page.parsed_page import ParsedPage


def ld(**facts: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **facts})}</script>'


def value(candidate: Candidate | None) -> str | None:
    return candidate.value if candidate else None


def test_section_and_image_are_read(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(ld(articleSection=["Local", "Bridges"], image={"url": "/bridge.jpg"}))
    assert value(find_section(page)) == "Local"
    assert value(find_image(page)) == "https://rivertownpost.example/bridge.jpg"


def test_an_image_without_a_web_address_is_left_out(parsed: Callable[..., ParsedPage]) -> None:
    assert find_image(parsed('<meta property="og:image" content="data:image/png;base64,xx">')) is None


@pytest.mark.parametrize(
    ("described", "body", "expected"),
    [
        pytest.param(
            "The city checked every cable.", "The bridge is open.", "The city checked every cable.", id="a summary"
        ),
        pytest.param(
            "The bridge is open again after …", "The bridge is open again after the storm.", None, id="the opening, cut"
        ),
        pytest.param("Bridge reopens", "The bridge is open.", None, id="the headline"),
    ],
)
def test_a_standfirst_is_neither_headline_nor_opening(
    parsed: Callable[..., ParsedPage], described: str, body: str, expected: str | None
) -> None:
    assert value(find_standfirst(parsed(ld(description=described)), "Bridge reopens", body)) == expected


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        pytest.param(ld(), "article", id="news article"),
        pytest.param(ld(**{"@type": ["LiveBlogPosting", "NewsArticle"]}), "liveblog", id="live blog"),
        pytest.param('<meta property="og:type" content="video.other">', "video", id="video"),
        pytest.param(ld() + '<meta property="og:type" content="video">', "article", id="report with a film"),
        pytest.param(ld(**{"@type": "ImageGallery"}), "gallery", id="gallery"),
        pytest.param("", "article", id="nothing said"),
    ],
)
def test_kinds_of_page(parsed: Callable[..., ParsedPage], head: str, kind: str) -> None:
    assert find_kind(parsed(head))[0] == kind


@pytest.mark.parametrize(
    ("head", "free"),
    [
        pytest.param(ld(isAccessibleForFree=False), False, id="false"),
        pytest.param(ld(isAccessibleForFree="True"), True, id="a string"),
        pytest.param(ld(hasPart={"isAccessibleForFree": "http://schema.org/False"}), False, id="a part of it"),
        pytest.param('<meta property="article:content_tier" content="locked">', False, id="content tier"),
        pytest.param(ld(), None, id="silent"),
    ],
)
def test_whether_a_page_is_free(parsed: Callable[..., ParsedPage], head: str, free: bool | None) -> None:
    assert is_free(parsed(head))[0] is free
