"""The report of a draft: its lines for people, its rows for programs, and what it asks the user to look at."""

from dataclasses import replace
from pathlib import Path

import pytest

from newsarchive.outlet import Outlet
from newsarchive.outlet_tools.draft.body_rules import TextRules
from newsarchive.outlet_tools.draft.feeds import SourceChoice
from newsarchive.outlet_tools.draft.new_outlet import Draft
from newsarchive.outlet_tools.draft.report import report_lines, report_row
from newsarchive.outlet_tools.draft.survey_values import DraftFact, Rejected
from newsarchive.outlet_tools.draft.url_rules import UrlRules
from newsarchive.records import Outcome
from tests.outlet_tools.draft.surveys import HOME, a_page, a_source, a_survey

RULE = r"/20\d\d/"
OUTLET = Outlet(
    "rivertown_post", "Rivertown Post", HOME, "en", "Europe/London", "gb", ("rivertownpost.example",),
    feeds=(f"{HOME}news.rss",), article_urls=(RULE,), skip_urls=("/video/",),
)  # fmt: skip
FACTS = (
    DraftFact("name", "rivertown_post", "from the title or the host"),
    DraftFact("country", "gb", "html lang en-GB", "likely"),
    DraftFact("timezone", "Europe/London", "from the country; dates have no offset", "a guess"),
)
FEED = a_source("news.rss", "2026/11/ferry", "2026/11/mill")
LEFT_OUT = Rejected(f"{HOME}sport.rss", f"has no article that is not in {HOME}news.rss")


def a_draft(**facts: object) -> Draft:
    survey = a_survey(a_page("2026/11/ferry"), a_page("tag/x", outcome=Outcome.NOT_ARTICLE), requests=25)
    rules = UrlRules((RULE,), ("/video/",), "a date in the path: accepts all 2 articles and none of 1 other pages")
    given = {
        "outlet": OUTLET, "text": "class RivertownPost: …\n", "facts": FACTS,
        "choice": SourceChoice((FEED,), (LEFT_OUT,)),
        "rules": rules, "text_rules": TextRules(evidence=("prune aside: removes 'join us' from 9 articles",)),
        "survey": survey, "file": Path("outlets/rivertown_post.py"),
    }  # fmt: skip
    return Draft(**{**given, **facts})


def test_the_report_has_a_line_for_each_fact_source_and_rule():
    assert list(report_lines(a_draft())) == [
        f"Rivertown Post ({HOME}): written to outlets/rivertown_post.py",
        "",
        "name          rivertown_post  (from the title or the host; sure)",
        "country       gb  (html lang en-GB; likely)",
        "timezone      Europe/London  (from the country; dates have no offset; a guess)",
        f"feed          {HOME}news.rss  (declared by the home page; 2 entries, newest 2026-11-22T11:00:00Z)",
        f"  left out    {HOME}sport.rss  (has no article that is not in {HOME}news.rss)",
        rf"article_urls  {RULE}  (a date in the path: accepts all 2 articles and none of 1 other pages)",
        "skip_urls     /video/",
        "read          1 article and 1 other page, in 25 requests",
        "text          prune aside: removes 'join us' from 9 articles",
        "look at       timezone: Europe/London is a guess",
        "",
        "Try it:",
        "  newsarchive crawl rivertown_post --limit 5",
    ]


def test_a_dry_run_offers_no_crawl():
    lines = list(report_lines(a_draft(file=None)))
    assert lines[0].endswith(": not written")
    assert not any("newsarchive crawl" in line for line in lines)


def test_without_sources_and_rules_the_report_says_what_a_crawl_does():
    outlet = replace(OUTLET, feeds=(), article_urls=(), skip_urls=())
    draft = a_draft(outlet=outlet, choice=SourceChoice((), ()), rules=UrlRules(evidence="no articles known"))
    lines = list(report_lines(draft))
    assert "feeds         none; a crawl reads the home page" in lines
    assert "article_urls  none: any URL may be an article  (no articles known)" in lines


STUB = replace(a_page("2026/11/ferry").reading.article, completeness="stub")


@pytest.mark.parametrize(
    ("facts", "warning"),
    [
        pytest.param(
            {"text_rules": TextRules(remaining=("join us on our channel",))},
            "several articles repeat 'join us on our channel', and no rule removes it", id="a repeated line",
        ),
        pytest.param(
            {"text_rules": TextRules(remaining=("x" * 100,))},
            f"several articles repeat '{'x' * 70}…', and no rule removes it", id="a long repeated line",
        ),
        pytest.param(
            {"other_languages": (("cy", f"{HOME}cy/"),)},
            f"the site has another language, cy: newsarchive new {HOME}cy/", id="another language",
        ),
        pytest.param(
            {"survey": a_survey(replace(a_page("a/1"), reading=replace(a_page("a/1").reading, article=STUB)))},
            "1 article shows only the beginning of the text", id="stubs",
        ),
        pytest.param(
            {"survey": a_survey()}, "no page shows enough text: the site is for subscribers, or needs a body rule",
            id="no articles",
        ),
        pytest.param({"facts": (DraftFact("country", None, "none", "a guess"),)}, "country: none is a guess",
                     id="no country"),
    ],
)  # fmt: skip
def test_what_needs_a_decision_begins_with_look_at(facts, warning):
    draft = a_draft(**facts)
    assert f"look at       {warning}" in list(report_lines(draft))
    assert f"look at       {warning}" in report_row(draft)["warnings"]


def test_programs_get_every_fact_and_every_page():
    row = report_row(a_draft())
    assert row["file"] == "outlets/rivertown_post.py"
    assert row["facts"][1] == {"name": "country", "value": "gb", "evidence": "html lang en-GB", "sureness": "likely"}
    assert row["left_out"] == [{"url": LEFT_OUT.url, "why": LEFT_OUT.reason}]
    assert [(page["url"], page["is_article"], page["outcome"]) for page in row["read"]] == [
        (f"{HOME}2026/11/ferry", True, "article"),
        (f"{HOME}tag/x", False, "not_article"),
    ]
    assert (row["feeds"], row["article_urls"], row["requests"]) == ([f"{HOME}news.rss"], [RULE], 25)
