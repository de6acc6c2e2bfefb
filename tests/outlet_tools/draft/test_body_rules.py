"""Rules for lines that all articles repeat, from pages of invented sites."""

import pytest
from sites import NOW, SITES

from newsarchive.extraction.article import read_page
from newsarchive.outlet import Outlet
from newsarchive.outlet_tools.draft.body_rules import text_rules
from newsarchive.outlet_tools.draft.survey_values import SurveyedPage
from newsarchive.records import Page

OUTLET = Outlet("saltmarsh_echo", "Saltmarsh Echo", "https://saltmarsh.example/", "en", "Europe/London")
HOUSE_LINE = "The Saltmarsh Echo is set in a type that was cut for it in 1911 by a pupil of the town's own school."
SUBJECTS = ("ferry", "library", "lighthouse", "market", "orchard", "quarry")
# The repeated line is inside the text with a class of its own, or outside the text without a class.
INSIDE = """<div class="story"><h1>{headline}</h1>{first}<p class="house">{line}</p>{rest}</div>"""
BESIDE = """<article><h1>{headline}</h1><p>{line}</p><section class="story">{first}{rest}</section></article>"""


@pytest.mark.parametrize(
    ("layout", "body", "prune"),
    [
        pytest.param(INSIDE, (), ("p.house",), id="one line to prune"),
        pytest.param(BESIDE, ("section.story",), (), id="a container for the text"),
    ],
)
def test_rules_remove_repeated_lines_and_nothing_else(layout: str, body: tuple[str, ...], prune: tuple[str, ...]):
    found = text_rules([_read(OUTLET, *_page(layout, subject)) for subject in SUBJECTS], OUTLET)
    assert (found.body, found.prune) == (body, prune)
    assert [evidence.partition(":")[0] for evidence in found.evidence] == [
        *(f"prune {css}" for css in prune),
        *(f"body {css}" for css in body),
    ]


@pytest.mark.parametrize("name", ["odd_feed", "dead_feed", "root_slugs", "paywall"])
def test_no_rule_is_proposed_if_the_generic_reading_is_right(name: str):
    site = SITES[name]("http://127.0.0.1:8931", NOW)
    outlet = Outlet(site.name, site.title, site.url("/"), site.language, site.timezone, domains=("127.0.0.1",))
    pages = [(site.url(path), site.answer(path).body) for path in site.newest(10)]
    found = text_rules([_read(outlet, *page) for page in pages], outlet)
    assert (found.body, found.prune) == ((), ())


def _page(layout: str, subject: str) -> tuple[str, bytes]:
    """An article about subject. The house line is its only paragraph that other articles have too."""
    paragraphs = [
        f"<p>The {subject} of Saltmarsh was counted {number} times by the council's {subject} clerks before noon, "
        f"and each of the {number + len(subject)} counts of the {subject} was entered in a book of its own.</p>"
        for number in range(3, 11)
    ]
    text = layout.format(
        headline=f"Clerks count the {subject} of Saltmarsh again",
        first="".join(paragraphs[:4]),
        line=HOUSE_LINE,
        rest="".join(paragraphs[4:]),
    )
    markup = f"<html lang=en><head><title>Clerks count the {subject} again</title></head><body>{text}</body></html>"
    return f"https://saltmarsh.example/news/{subject}-counted-again", markup.encode()


def _read(outlet: Outlet, url: str, body: bytes) -> SurveyedPage:
    page = Page(url, url, NOW, 200, (("Content-Type", "text/html; charset=utf-8"),), body)
    return SurveyedPage(page, read_page(page, outlet), True, "")
