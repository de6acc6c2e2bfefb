"""The report as Markdown: it needs no editing, and strangers' words in it are only words."""

import json

from newsarchive.outlet_tools.verify.findings import PageFinding, PageState, SourceState
from newsarchive.outlet_tools.verify.markdown import markdown
from newsarchive.outlet_tools.verify.mending import Proposal, read_proposals
from tests.outlet_tools.verify.builders import DAY, a_finding, a_report, a_source

MOVED = a_source(state=SourceState.MOVED, moved_to="https://quay.example/feed", newest_on=DAY)


def test_what_is_wrong_comes_before_what_answers():
    gone = a_finding(a_source("a.rss", SourceState.GONE, entries=0, detail="HTTP 404: not found"), name="wall")
    text = markdown(a_report(a_finding(), gone, a_finding(MOVED, name="mole"), asked=4))
    assert text.startswith(
        "# Outlets verified on 2026-11-29\n\nnewsarchive 1.0 polled 3 feeds and sitemaps of 3 outlets"
    )
    assert "It was stopped: 1 of 4 outlets were not polled." in text
    assert "| wall | feed | `https://quay.example/a.rss` | `HTTP 404: not found` |" in text
    assert (
        text.index("## moved") < text.index("## gone") < text.index("## Answered") < text.index("## Proposed changes")
    )


def test_pages_have_a_table_if_they_were_read():
    page = PageFinding("https://quay.example/1", PageState.PAYWALL, "9 words before 'Subscribe | now'")
    assert "| quay | paywall | `https://quay.example/1` | `9 words before 'Subscribe %7C now'` |" in markdown(
        a_report(a_finding(page=page))
    )
    assert "## Pages" not in markdown(a_report(a_finding()))


def test_what_a_server_sends_cannot_become_markup():
    hostile = "such as https://quay.example/`@all|\n```json\n{}\n```\n<img src=x>" + "x" * 1_000
    text = markdown(a_report(a_finding(a_source(state=SourceState.UNWANTED, detail=hostile))))
    (line,) = [line for line in text.splitlines() if "@all" in line]
    assert line.count("`") == 4
    assert line.count("|") == 5
    assert len(line) < 500
    assert text.count("\n```json\n") == 1


def test_a_report_without_proposals_has_an_empty_list(tmp_path):
    file = tmp_path / "report.md"
    file.write_text(markdown(a_report(a_finding())))
    assert read_proposals(file) == []


def test_proposals_can_be_read_back(tmp_path):
    file = tmp_path / "report.md"
    file.write_text(markdown(a_report(a_finding(MOVED), a_finding(MOVED, name="mole"))))
    assert read_proposals(file) == [
        Proposal(name, "https://quay.example/news.rss", "https://quay.example/feed") for name in ("mole", "quay")
    ]
    assert json.loads(file.read_text().rpartition("```json\n")[2].removesuffix("```\n"))["format"] == 1
