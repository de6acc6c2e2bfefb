"""The text of an article: what the rules leave of a page, and the lead."""

from collections.abc import Callable

import pytest

from newsarchive.extraction.body.line_cleaning import KnownFields
from newsarchive.extraction.body.main_text import printed_lead, read_body
from newsarchive.extraction.page.candidates import Candidate
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.outlet import Rules

FIRST = "The bridge over the river was opened again on Friday after a week of repairs, the city said."
SECOND = "The storm had torn two cables, and the engineers checked every other one before the first car crossed."
BOX = "Weather in Rivertown: rain all week, with winds from the west and a chance of thunder on Sunday evening."
HEADLINE = "Bridge reopens after storm"


def page_body(*inside: str) -> str:
    return f"<main><article><h1>{HEADLINE}</h1>{''.join(inside)}</article></main>"


def text(page: ParsedPage, rules: Rules | None = None) -> str:
    return read_body(page, rules or Rules(), KnownFields([HEADLINE])).text


def test_paragraphs_come_in_order_without_the_headline(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body=page_body(f"<p>{FIRST}</p>", "<h2>Cables</h2>", f"<p>{SECOND}</p>"))
    assert text(page) == f"{FIRST}\n\nCables\n\n{SECOND}"


def test_captions_promos_and_lists_of_other_stories_are_removed(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(
        body=page_body(
            f"<p>{FIRST}</p>",
            "<figure><img src='b.jpg'><figcaption>The bridge on Friday, from the bank.</figcaption></figure>",
            "<div class='newsletter-box'><p>Our letter brings you the best of the week.</p></div>",
            "<ul><li><a href='/a'>Storm breaks every record of the century</a></li>"
            "<li><a href='/b'>What the river looked like in 1970</a></li></ul>",
            f"<p>{SECOND}</p>",
        )
    )
    assert text(page) == f"{FIRST}\n\n{SECOND}"


def test_a_box_that_holds_the_story_is_kept_whatever_its_name(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body=f"<div class='newsletter'><h1>{HEADLINE}</h1><p>{FIRST}</p><p>{SECOND}</p></div>")
    assert text(page) == f"{FIRST}\n\n{SECOND}"


def test_lists_that_are_text_are_kept(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body=page_body(f"<p>{FIRST}</p><ul><li>Two cables torn</li><li>No one hurt</li></ul><p>{SECOND}</p>"))
    assert "Two cables torn" in text(page)


def test_comments_that_are_longer_than_the_story_leave_it_alone(parsed: Callable[..., ParsedPage]) -> None:
    comments = "".join(f"<div><p>{number}. {BOX}</p></div>" for number in range(12))
    story = [FIRST, SECOND, FIRST.replace("Friday", "Monday")]
    inside = "".join(f"<p>{line}</p>" for line in story)
    page = parsed(body=page_body(f"<div>{inside}</div>", f"<div><h3>12 comments</h3>{comments}</div>"))
    assert text(page).split("\n\n") == story


def test_a_story_that_looks_like_comments_stays(parsed: Callable[..., ParsedPage]) -> None:
    lead = f"<div><p>{BOX}</p><p>{BOX}</p><p>{BOX}</p></div>"
    story = "".join(f"<p>{FIRST}</p><p>{SECOND}</p>" for _ in range(20))
    page = parsed(body=f"<main><article>{lead}<div><h3>12 comments</h3><div>{story}</div></div></article></main>")
    assert SECOND in text(page)


def test_prune_rules_remove_elements(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body=page_body(f"<p>{FIRST}</p><p class='x-box'>{BOX}</p><p>{SECOND}</p>"))
    assert BOX in text(page)
    assert text(page, Rules(prune=("p.x-box",))) == f"{FIRST}\n\n{SECOND}"


def test_body_rules_say_where_the_text_is(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(
        body=f"<div><p>{BOX}</p><p>{BOX}</p></div><div id='a'><p>{FIRST}</p></div><div id='b'><p>{SECOND}</p></div>"
    )
    found = read_body(page, Rules(body=("#b", "#a", "#b p")), KnownFields())
    assert found.text == f"{FIRST}\n\n{SECOND}"
    assert found.where.startswith("body rule #")


def test_body_rules_without_a_match_are_ignored(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body=page_body(f"<p>{FIRST}</p><p>{SECOND}</p>"))
    found = read_body(page, Rules(body=("#gone",)), KnownFields([HEADLINE]))
    assert (found.text, found.where) == (f"{FIRST}\n\n{SECOND}", "trafilatura")


def test_json_ld_gives_the_text_only_where_the_page_shows_none(parsed: Callable[..., ParsedPage]) -> None:
    script = f'<script type="application/ld+json">{{"@type": "Article", "articleBody": "{FIRST}<br>{SECOND}"}}</script>'
    empty = parsed(script, "<div id='root'></div><p></p>")
    found = read_body(empty, Rules(), KnownFields())
    assert (found.text, found.where) == (f"{FIRST}\n\n{SECOND}", "JSON-LD articleBody")
    shown = parsed(script, page_body(f"<p>{SECOND}</p><p>{SECOND} Twice.</p>"))
    assert FIRST not in text(shown)


def test_the_parsed_page_is_not_changed(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed("<script>x</script>", page_body(f"<p>{FIRST}</p><figcaption>x</figcaption>"))
    before = page.tree.text_content()
    text(page, Rules(prune=("p",)))
    assert page.tree.text_content() == before


LEAD = (
    "The bridge over the river was opened again on Friday after a week of repairs, the city said, "
    "and the first car that crossed it was the mayor's."
)
TEXT = "Two cables had been torn by the storm, and the engineers checked every other one."


def lead(parsed: Callable[..., ParsedPage], body: str, described: str | None, text: str = TEXT) -> str | None:
    return printed_lead(parsed(body=body).tree, Candidate(described, "og:description") if described else None, text)


@pytest.mark.parametrize("described", [LEAD, f"{LEAD[:90]}…"], ids=["whole", "cut off"])
def test_a_printed_lead_is_found(parsed: Callable[..., ParsedPage], described: str) -> None:
    body = f"<header><h1>Bridge reopens</h1><div class='x'><p> {LEAD}\n</p></div></header><p>{TEXT}</p>"
    assert lead(parsed, body, described) == LEAD


@pytest.mark.parametrize(
    ("body", "described", "text"),
    [
        pytest.param(f"<p>{LEAD}</p>", None, TEXT, id="nothing describes the page"),
        pytest.param(f"<p>{TEXT}</p>", LEAD, TEXT, id="the description is not printed"),
        pytest.param(f"<p>{LEAD}</p>", LEAD, f"{TEXT}\n\n{LEAD}", id="the text has it"),
        pytest.param("<p>Repairs took a week.</p>", "Repairs took a week.", TEXT, id="a subtitle of a few words"),
        pytest.param("<p>News</p>", "News", TEXT, id="a word"),
    ],
)
def test_other_paragraphs_are_not_a_lead(
    parsed: Callable[..., ParsedPage], body: str, described: str | None, text: str
) -> None:
    assert lead(parsed, body, described, text) is None
