"""The lead printed between headline and text, in a container that extractors pass over."""

from collections.abc import Callable

import pytest

from newsarchive.extraction.body.lead import printed_lead
from newsarchive.extraction.page.candidates import Candidate
from newsarchive.extraction.page.parsed_page import ParsedPage

LEAD = (
    "The bridge over the river was opened again on Friday after a week of repairs, the city said, "
    "and the first car that crossed it was the mayor's."
)
TEXT = "Two cables had been torn by the storm, and the engineers checked every other one."


def lead(parsed: Callable[..., ParsedPage], body: str, described: str | None, text: str = TEXT) -> str | None:
    return printed_lead(parsed(body=body).tree, Candidate(described, "og:description") if described else None, text)


@pytest.mark.parametrize("described", [LEAD, f"{LEAD[:90]}…"], ids=["whole", "cut off"])
def test_a_lead_that_the_page_prints_is_found(parsed: Callable[..., ParsedPage], described: str) -> None:
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
def test_no_lead(parsed: Callable[..., ParsedPage], body: str, described: str | None, text: str) -> None:
    assert lead(parsed, body, described, text) is None
