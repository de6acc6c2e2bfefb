"""The structure of a whole article, from the page that it was read from."""

import json
from collections.abc import Callable
from zoneinfo import ZoneInfo

from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.extraction.structure.choice import find_structure
from newsarchive.records import Article, BlockRun, LeadPicture, Structure, TextLink

ZONE = ZoneInfo("UTC")
LINES = [f"Sentence {number} of the report about the new tram through the old town." for number in range(6)]
PARAGRAPHS = [f"<p>{line}</p>" for line in LINES]


def structure(page: ParsedPage, *blocks: str, **facts: object) -> Structure | None:
    return find_structure(page, Article("post", "Tram", "\n\n".join(blocks), **facts), ZONE)  # type: ignore[arg-type]


def test_paragraphs_alone_have_no_structure(parsed: Callable[..., ParsedPage]) -> None:
    assert structure(parsed(body="".join(PARAGRAPHS)), *LINES) is None


def test_runs_links_and_picture_are_found_in_one_reading(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(
        body=f"<article><figure><img src='/a.jpg'><figcaption>A tram</figcaption></figure>{PARAGRAPHS[0]}"
        f"<h2>The route</h2>{PARAGRAPHS[1]}<ul><li><a href='/map'>Map</a></li></ul></article>"
    )
    found = structure(page, LINES[0], "The route", LINES[1], "- Map", image_url="https://post.example/a.jpg")
    assert found == Structure(
        runs=(BlockRun(1, 1, "subheading", 2), BlockRun(3, 3, "list_item", 1)),
        links=(TextLink(3, 2, 5, "https://rivertownpost.example/map"),),
        picture=LeadPicture("A tram"),
    )


def test_what_stands_outside_the_paragraphs_is_found_too(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body=f"<div>{''.join(PARAGRAPHS[:3])}</div><section><h3>Stops</h3><ul><li>One</li></ul></section>")
    found = structure(page, *LINES[:3], "Stops", "- One")
    assert found == Structure(runs=(BlockRun(3, 3, "subheading", 3), BlockRun(4, 4, "list_item", 1)))


def test_a_story_without_p_elements_is_found(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body="".join(f"<div>{line}</div>" for line in LINES[:3]) + "<h3>Stops</h3>")
    assert structure(page, *LINES[:3], "Stops") == Structure(runs=(BlockRun(3, 3, "subheading", 3),))


def test_words_with_soft_hyphens_are_found(parsed: Callable[..., ParsedPage]) -> None:
    hyphenated = "".join(PARAGRAPHS[:3]).replace("tram", "tr\u00adam")
    page = parsed(body=f"<article>{hyphenated}<h2>Tr\u00adam stops</h2></article>")
    assert structure(page, *LINES[:3], "Tram stops") == Structure(runs=(BlockRun(3, 3, "subheading", 2),))


def test_a_base_element_says_what_relative_links_belong_to(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(head='<base href="https://cdn.example/x/">', body=f"<p>{LINES[0]} <a href='y'>Map</a></p>")
    found = structure(page, f"{LINES[0]} Map")
    assert found is not None
    assert found.links[0].url == "https://cdn.example/x/y"


def test_markup_in_json_ld_is_read_when_the_text_comes_from_there(parsed: Callable[..., ParsedPage]) -> None:
    body = f"{PARAGRAPHS[0]}<h2>The route</h2>{PARAGRAPHS[1]}"
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Tram", "articleBody": body}
    page = parsed(head=f'<script type="application/ld+json">{json.dumps(data)}</script>')
    found = structure(page, LINES[0], "The route", LINES[1], provenance={"body": "JSON-LD articleBody"})
    assert found == Structure(runs=(BlockRun(1, 1, "subheading", 2),))


def test_a_text_that_is_not_on_the_page_has_no_structure(parsed: Callable[..., ParsedPage]) -> None:
    assert structure(parsed(body=f"<h2>{LINES[0]}</h2>"), "Nothing of it is there.", "Nor of this.") is None
    assert structure(parsed(body="<h2>Tram</h2>"), "") is None
