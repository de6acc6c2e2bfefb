"""The caption and the credit of the lead picture."""

import json
from collections.abc import Callable

import pytest

from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.extraction.structure.lead_picture import find_lead_picture
from newsarchive.records import LeadPicture

URL = "https://img.example/1200x630/weir-at-dusk-1200x630.jpg?w=1200"
PARAGRAPH = f"<p>{'The weir holds, and the town below it can sleep. ' * 3}</p>"


def figure(caption: str, src: str = "/pictures/weir-at-dusk.webp") -> str:
    return f"<figure><img src='{src}'><figcaption>{caption}</figcaption></figure>"


def found(page: ParsedPage, headline: str = "Weir holds") -> LeadPicture | None:
    return find_lead_picture(page, URL, headline)


@pytest.mark.parametrize(
    ("caption", "picture"),
    [
        pytest.param("The weir at dusk.", LeadPicture("The weir at dusk."), id="caption alone"),
        pytest.param(
            "The weir at dusk. <span class='photo-credit'>(Ida Moor)</span>",
            LeadPicture("The weir at dusk.", "Ida Moor"),
            id="credit in an element",
        ),
        pytest.param(
            "The weir at dusk. Photo: Ida Moor", LeadPicture("The weir at dusk.", "Ida Moor"), id="credit at the end"
        ),
        pytest.param("The weir. © Ida Moor/dpa", LeadPicture("The weir.", "Ida Moor/dpa"), id="copyright sign"),
        pytest.param("<small>Ida Moor</small>", LeadPicture(None, "Ida Moor"), id="credit alone"),
        pytest.param("Weir holds", None, id="the headline again"),
        pytest.param("", None, id="empty"),
    ],
)
def test_caption_and_credit_of_the_figure_with_the_picture(
    caption: str, picture: LeadPicture | None, parsed: Callable[..., ParsedPage]
) -> None:
    assert found(parsed(body=f"<article>{PARAGRAPH}{figure(caption)}</article>")) == picture


def test_the_figure_with_the_picture_counts_and_not_another_one(parsed: Callable[..., ParsedPage]) -> None:
    body = f"<article>{figure('A duck.', '/duck-on-the-pond.jpg')}{PARAGRAPH}{figure('The weir.')}</article>"
    assert found(parsed(body=body)) == LeadPicture("The weir.")


def test_a_figure_above_the_text_is_the_lead_whatever_its_file_is_called(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body=f"<article>{figure('The weir.', '/i/77')}{PARAGRAPH}</article>")
    assert found(page) == LeadPicture("The weir.")


def test_another_figure_within_the_text_is_not_the_lead(parsed: Callable[..., ParsedPage]) -> None:
    assert found(parsed(body=f"<article>{PARAGRAPH}{figure('A duck.', '/i/77')}</article>")) is None


def test_a_declared_picture_completes_what_is_printed(parsed: Callable[..., ParsedPage]) -> None:
    image = {"@type": "ImageObject", "url": URL, "caption": "Another one", "creditText": "Ida Moor / dpa"}
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Weir holds", "image": image}
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    assert found(parsed(head=head, body=figure("The weir."))) == LeadPicture("The weir.", "Ida Moor / dpa")
    assert found(parsed(head=head)) == LeadPicture("Another one", "Ida Moor / dpa")


def test_the_alternative_text_of_og_image_is_no_caption(parsed: Callable[..., ParsedPage]) -> None:
    assert found(parsed(head='<meta property="og:image:alt" content="A weir">')) is None


def test_without_a_picture_there_is_nothing_to_say(parsed: Callable[..., ParsedPage]) -> None:
    assert find_lead_picture(parsed(body=figure("The weir.")), None, "") is None
