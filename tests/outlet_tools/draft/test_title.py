"""The title of an outlet: the surest evidence decides."""

import pytest

from newsarchive.outlet_tools.draft.survey_values import SurveyedSource
from newsarchive.outlet_tools.draft.title import title_fact
from tests.outlet_tools.draft.surveys import HOME, a_page, a_survey

SITE_NAME = "<meta property='og:site_name' content=' The  Quay '>"
PUBLISHER = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "publisher": {"@type": "Organization", '
    '"name": "The Quay"}}</script>'
)
ORGANIZATION = '<script type="application/ld+json">{"@type": "NewsMediaOrganization", "name": "The Quay"}</script>'


def titled(title: str, rest: str = "") -> str:
    return f"<html><head><title>{title}</title>{rest}</head></html>"


@pytest.mark.parametrize(
    ("home", "pages", "feed", "value", "evidence", "sureness"),
    [
        pytest.param(titled("News", SITE_NAME), [], None, "The Quay", "og:site_name", "sure", id="og:site_name"),
        pytest.param(titled("News", ORGANIZATION), [], None, "The Quay", "JSON-LD", "sure", id="JSON-LD"),
        pytest.param(
            titled("News"), [titled("Ferry", PUBLISHER)], None, "The Quay", "the publisher in articles' JSON-LD",
            "sure", id="publisher",
        ),
        pytest.param(
            titled("News"), [titled("Ferry", SITE_NAME)], None, "The Quay", "og:site_name of articles", "sure",
            id="og:site_name of articles",
        ),
        pytest.param(
            titled("The Quay | News"), [titled("Ferry | The Quay"), titled("Mill: a day | The Quay")], "Quay RSS",
            "The Quay", "the part that its page titles share", "likely", id="page titles",
        ),
        pytest.param(
            titled("News"), [titled("Ferry | Local"), titled("Mill | Sport")], "The Quay - RSS", "The Quay",
            "the title of its feed", "likely", id="feed",
        ),
        pytest.param(
            titled("The Quay – news of the coast"), [], None, "The Quay", "the title of the home page", "likely",
            id="home page",
        ),
        pytest.param(
            titled("www.quay.example"), [titled("Ferry | Harbour | The Quay"), titled("Mill | Harbour | The Quay")],
            "www.quay.example", "The Quay", "the part that its page titles share", "likely", id="a host as home page",
        ),
        pytest.param(
            titled("www.quay.example"), [], "www.quay.example", "rivertownpost.example", "its host", "a guess",
            id="a host as every title",
        ),
        pytest.param("<html></html>", [], None, "rivertownpost.example", "its host", "a guess", id="host"),
        pytest.param(
            titled("The Quay", "<meta property='og:site_name' content='https://rivertownpost.example'>"), [], None,
            "The Quay", "the title of the home page", "likely", id="a URL as og:site_name",
        ),
    ],
)  # fmt: skip
def test_the_surest_title_is_taken(home, pages, feed, value, evidence, sureness):
    sources = (SurveyedSource(f"{HOME}rss", "feed", "declared", title=feed),) if feed else ()
    survey = a_survey(*(a_page(f"a/{n}", markup) for n, markup in enumerate(pages)), sources=sources, home=home)
    fact = title_fact(survey, sources)
    assert (fact.value, fact.evidence, fact.sureness) == (value, evidence, sureness)
