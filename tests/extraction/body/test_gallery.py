"""Galleries and films with little text: captions and descriptions are their text, and few words of them enough."""

import json
from collections.abc import Callable

import pytest

from newsarchive.extraction.article import read_page
from newsarchive.outlet import Outlet
from newsarchive.records import Outcome, Page

CAPTIONS = [
    "The bridge at dawn, seen from the old mill.",
    "Cars wait in line at the northern end.",
    "The mayor cuts the ribbon.",
]
DESCRIPTION = "A film of the day on which the bridge was opened again, from the first car to the last dance."


def html(kind: str, body: str, **facts: object) -> str:
    data = json.dumps({"@type": kind, "headline": "The bridge in pictures", "name": "The bridge in pictures", **facts})
    return (
        f'<html lang="en"><head><title>The bridge in pictures</title><script type="application/ld+json">{data}</script>'
        f"</head><body><article><h1>The bridge in pictures</h1>{body}</article></body></html>"
    )


FIGURES = "".join(f"<figure><img src=x><figcaption>{caption}</figcaption></figure>" for caption in CAPTIONS)


def test_captions_are_the_text_of_a_gallery(a_page: Callable[..., Page], outlet: Outlet) -> None:
    article = read_page(a_page(html("ImageGallery", FIGURES)), outlet).article
    assert article is not None
    assert (article.kind, article.body.split("\n\n")) == ("gallery", CAPTIONS)
    assert article.provenance["body"] == "captions"


def test_captions_may_be_declared(a_page: Callable[..., Page], outlet: Outlet) -> None:
    pictures = [{"@type": "ImageObject", "caption": caption} for caption in CAPTIONS]
    article = read_page(a_page(html("ImageGallery", "<p>Pictures.</p>", image=pictures)), outlet).article
    assert article is not None
    assert article.body.split("\n\n") == ["Pictures.", *CAPTIONS]


def test_captions_are_not_added_to_a_text(a_page: Callable[..., Page], outlet: Outlet) -> None:
    text = f"{DESCRIPTION} {DESCRIPTION}"
    article = read_page(a_page(html("ImageGallery", f"<p>{text}</p><p>{text} Twice.</p>{FIGURES}")), outlet).article
    assert article is not None
    assert CAPTIONS[0] not in article.body


@pytest.mark.parametrize("head", ["VideoObject"])
def test_the_description_is_the_text_of_a_film(a_page: Callable[..., Page], outlet: Outlet, head: str) -> None:
    page = a_page(
        html(head, "<p>Watch.</p>", description=DESCRIPTION, url="https://rivertownpost.example/video/bridge"),
        url="https://rivertownpost.example/video/bridge",
    )
    article = read_page(page, outlet).article
    assert article is not None
    assert (article.kind, article.completeness) == ("video", "full")
    assert DESCRIPTION in article.body


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        pytest.param("<p>The bridge at dawn with the first cars that crossed it.</p>", Outcome.ARTICLE, id="ten words"),
        pytest.param("<p>The bridge.</p>", Outcome.TOO_SHORT, id="two words"),
    ],
)
def test_few_words_are_enough_for_pictures(
    a_page: Callable[..., Page], outlet: Outlet, body: str, outcome: Outcome
) -> None:
    assert read_page(a_page(html("ImageGallery", body)), outlet).outcome is outcome
