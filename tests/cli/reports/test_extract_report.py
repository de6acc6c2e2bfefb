"""What `extract --explain` prints for the author of an outlet's rules."""

import json
from pathlib import Path

import pytest

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Bridge opens - Rivertown Post</title>
<meta property="og:title" content="Bridge opens after nine years">
<meta property="article:published_time" content="2026-11-20T08:30:00+00:00"></head>
<body><article><h1>Bridge opens after nine years</h1>
<p>The bridge over the harbour opened to traffic on Friday morning, nine years after the first pile was driven.</p>
<p>Read more: Ferry prices rise</p><aside><p>Sign up for the morning letter of the paper</p></aside>
<p>Hundreds of people walked across before the first cars were let on, and the mayor cut a ribbon at noon.</p>
<p>The ferry, which the bridge replaces, will keep sailing until the end of the year, its owners said.</p>
</article></body></html>"""


@pytest.fixture
def page(tmp_path: Path) -> str:
    (tmp_path / "page.html").write_text(PAGE)
    return "page.html"


def test_each_field_stands_with_its_place_and_its_other_candidates(run, page):
    lines = run("extract", page, "--explain").out.splitlines()
    assert lines[0].startswith("article (reading version ")
    at = next(number for number, line in enumerate(lines) if line.startswith("headline "))
    assert lines[at].split() == ["headline", "Bridge", "opens", "after", "nine", "years", "[og:title]"]
    assert [line.strip().partition(":")[0] for line in lines[at + 1 : at + 4]] == ["og", "h1", "title"]
    assert any(line.startswith("published ") and "2026-11-20T08:30:00Z" in line for line in lines)


def test_what_was_cut_stands_block_by_block_and_line_by_line(run, page):
    out = run("extract", page, "--explain").out
    assert "  block, aside: Sign up for the morning letter of the paper\n" in out
    assert "  line, boilerplate: Read more: Ferry prices rise\n" in out


def test_as_json_it_is_whole(run, page):
    row = json.loads(run("extract", page, "--explain", "--json").out)
    assert row["outcome"] == "article"
    assert row["fields"]["headline"]["candidates"][0] == {"value": "Bridge opens after nine years", "from": "og:title"}
    assert {"why": "boilerplate", "what": "line", "text": "Read more: Ferry prices rise"} in row["cut"]
    assert row["body"].startswith("The bridge over the harbour")


def test_a_refused_page_is_explained_too(run, tmp_path: Path):
    (tmp_path / "short.html").write_text("<html><title>Bridge</title><body><p>Closed today.</p></body></html>")
    result = run("extract", "short.html", "--explain")
    assert result.status == 0
    assert result.out.startswith("too_short: only 2 words of text; an article needs at least 25 (reading version ")
    assert "title: Bridge" in result.out
