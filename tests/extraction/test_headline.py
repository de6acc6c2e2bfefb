"""The headline is chosen among several on the page."""

from collections.abc import Callable

import pytest

from newsarchive.extraction.headline import headline_candidates
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.outlet import Outlet

LD = '<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{}"}}</script>'
OG = '<meta property="og:title" content="{}">'


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        pytest.param(
            LD.format("Bridge reopens"), "<h1>Ferry sold again</h1>", "Bridge reopens", id="JSON-LD before h1"
        ),
        pytest.param(OG.format("Bridge reopens | Rivertown Post"), "", "Bridge reopens", id="outlet behind a bar"),
        pytest.param(OG.format("Rivertown Post - Bridge reopens"), "", "Bridge reopens", id="outlet in front"),
        pytest.param(
            OG.format("Bridge reopens - Local news - Rivertown Post"),
            "<h1>Bridge reopens</h1>",
            "Bridge reopens",
            id="h1 agrees with the beginning",
        ),
        pytest.param(
            "<title>Bridge reopens – rivertownpost.example</title>", "", "Bridge reopens", id="host in the title"
        ),
        pytest.param(
            OG.format("Storm - and what comes next"), "", "Storm - and what comes next", id="a dash that is its own"
        ),
        pytest.param(
            OG.format("Bridge reopens"),
            "<h1>Rivertown Post</h1><h1>Bridge reopens</h1>",
            "Bridge reopens",
            id="the outlet's name is an h1 too",
        ),
        pytest.param(
            OG.format("Bridge reopens"),
            "<h1>Log in</h1><h1>Bridge reopens</h1>",
            "Bridge reopens",
            id="another h1 first",
        ),
        pytest.param(
            '<meta property="og:title" content="Mayor calls it "a wonder""><title>Mayor calls it "a wonder"</title>',
            "",
            'Mayor calls it "a wonder"',
            id="quotes that break the attribute",
        ),
        pytest.param(
            LD.format("Bridge reopens after st…") + OG.format("Bridge reopens after storm"),
            "",
            "Bridge reopens after storm",
            id="cut off at an ellipsis",
        ),
        pytest.param(
            LD.format("Will the bridge reopen...") + OG.format("River bridge"),
            "<h1>Will the bridge reopen</h1>",
            "Will the bridge reopen",
            id="an ellipsis that is not printed",
        ),
        pytest.param(
            LD.format("Rivertown Post") + OG.format("Bridge reopens"), "", "Bridge reopens", id="the name alone"
        ),
        pytest.param(OG.format("Fish &amp;amp; chips"), "", "Fish & chips", id="escaped twice"),
        pytest.param(LD.format("Bridge <em>reopens</em>"), "", "Bridge reopens", id="markup in JSON-LD"),
        pytest.param(
            OG.format("Traffic - Bridge reopens"),
            '<h1><span class="article-kicker">Traffic</span><span>Bridge reopens</span></h1>',
            "Bridge reopens",
            id="a kicker in the h1",
        ),
        pytest.param(
            LD.format("Traffic: Bridge reopens"),
            '<h1><span class="kicker">Traffic</span><span class="hidden">: </span><span>Bridge reopens</span></h1>',
            "Traffic: Bridge reopens",
            id="a kicker that JSON-LD counts to it",
        ),
        pytest.param(
            LD.format("Traffic Bridge reopens") + OG.format("Bridge reopens"),
            "<h1>Bridge reopens</h1>",
            "Bridge reopens",
            id="a kicker run into it",
        ),
        pytest.param(
            LD.format("River bridge reopens today") + OG.format("River bridge reopens today"),
            "<h1>River bridge open after storm</h1>",
            "River bridge open after storm",
            id="printed in other words than the whole head",
        ),
        pytest.param(
            LD.format("River bridge reopens today") + OG.format("River bridge reopens today"),
            "<h1>Most read stories</h1>",
            "River bridge reopens today",
            id="an h1 about something else",
        ),
        pytest.param("<title>橋が再開｜Rivertown Post</title>", "", "橋が再開", id="wide bar"),
        pytest.param("", "<h1>Мост <em>снова</em> открыт</h1>", "Мост снова открыт", id="only an h1"),
    ],
)
def test_the_headline_is_chosen_by_agreement(
    parsed: Callable[..., ParsedPage], outlet: Outlet, head: str, body: str, expected: str
) -> None:
    assert headline_candidates(parsed(head, body), outlet)[0].value == expected


def test_a_page_without_a_headline_has_none(parsed: Callable[..., ParsedPage], outlet: Outlet) -> None:
    assert headline_candidates(parsed(body="<p>x</p><p>y</p>"), outlet) == []


def test_every_candidate_has_its_place(parsed: Callable[..., ParsedPage], outlet: Outlet) -> None:
    page = parsed(LD.format("A") + OG.format("B") + "<title>B</title>", "<h1>C</h1>")
    places = {candidate.where: candidate.value for candidate in headline_candidates(page, outlet)}
    assert places == {"JSON-LD headline": "A", "og:title": "B", "title": "B", "h1": "C"}


HEAD = LD.format("Bridge reopening: traffic returns to river")
STORY = "<article><h1>The river bridge has traffic again</h1></article>"


@pytest.mark.parametrize(
    ("head", "body", "headline"),
    [
        pytest.param(HEAD, STORY, "The river bridge has traffic again", id="another wording than the head"),
        pytest.param(
            HEAD,
            f'<h1><a href="/">River traffic</a></h1>{STORY}',
            "The river bridge has traffic again",
            id="a site's h1",
        ),
        pytest.param(
            HEAD, f"<nav><h1>Bridge traffic</h1></nav>{STORY}", "The river bridge has traffic again", id="a menu's h1"
        ),
        pytest.param(
            HEAD,
            f'<div class="share-box"><h1>Share: river traffic</h1></div>{STORY}',
            "The river bridge has traffic again",
            id="a share box's h1",
        ),
        pytest.param(
            HEAD, f"<h1>Weather</h1>{STORY}", "The river bridge has traffic again", id="an h1 that shares no word"
        ),
        pytest.param(
            HEAD,
            "<h2>Reopening: river bridge, traffic returns</h2><h2>Why the river rises</h2>",
            "Reopening: river bridge, traffic returns",
            id="an h2 where there is no h1",
        ),
        pytest.param(
            HEAD,
            "<h2>What comes next for the river</h2>",
            "Bridge reopening: traffic returns to river",
            id="not a subhead that shares a word",
        ),
        pytest.param(
            HEAD,
            "<article><h1>Four wheels at last, on dry ground</h1></article>",
            "Four wheels at last, on dry ground",
            id="the only h1 of the article shares no word",
        ),
        pytest.param(
            HEAD,
            '<div class="breadcrumbs"><h1>Bridge reopening: traffic returns to river</h1></div><h2>River news</h2>',
            "Bridge reopening: traffic returns to river",
            id="a title's wording in a breadcrumb",
        ),
        pytest.param(
            HEAD,
            "<h1>Local | Bridge reopening: traffic returns to river</h1>",
            "Bridge reopening: traffic returns to river",
            id="a section in the h1",
        ),
        pytest.param(
            HEAD,
            '<h1>Bridge reopening: traffic returns to river <a href="/edit">Open editor</a></h1>',
            "Bridge reopening: traffic returns to river",
            id="an editor's link in the h1",
        ),
        pytest.param(
            HEAD,
            f'<div class="content-sidebar-wrap">{STORY}</div>',
            "The river bridge has traffic again",
            id="a class of the page's layout",
        ),
        pytest.param(
            HEAD,
            '<h1><a href="/2026/11/bridge-reopens-after-storm?x=1">The river bridge has traffic again</a></h1>',
            "The river bridge has traffic again",
            id="a link to the page itself",
        ),
        pytest.param(
            LD.format("川の橋が再び開通、車が戻る"),
            "<h1>川の橋が再び開通した</h1>",
            "川の橋が再び開通した",
            id="no spaces",
        ),
    ],
)
def test_the_printed_headline_comes_first(
    parsed: Callable[..., ParsedPage], outlet: Outlet, head: str, body: str, headline: str
) -> None:
    page = parsed(head=head, body=body)
    assert headline_candidates(page, outlet)[0].value == headline


STORM = "Ferry turns back after the winter storm"
SOCIAL = "Passengers stranded: what travellers must know now"
SLUG = "https://rivertownpost.example/harbour/ferry-turns-back-after-the-winter-storm"
DATED = "<p>20 November 2026</p>"


@pytest.mark.parametrize(
    "h1",
    [
        pytest.param(f"<span class='css-1x'>Harbour</span> {STORM}", id="kicker in a hashed class"),
        pytest.param(f"<span>Harbour:</span><span>{STORM}</span>", id="kicker with a colon"),
        pytest.param(f"{STORM}<span>The crossing took six hours.</span>", id="standfirst"),
        pytest.param(f"{STORM}<br><small>The crossing took six hours</small>", id="standfirst on a line of its own"),
        pytest.param(f"<i>Premium</i>{STORM}", id="badge"),
        pytest.param(f"{STORM}<button>Copy link</button>", id="button"),
        pytest.param(f"{STORM}<span>By Ann Reed</span>", id="byline"),
        pytest.param(f"{STORM} <time>20 November 2026</time>", id="time"),
        pytest.param(f"<div><b>Harbour</b> <span>{STORM}</span></div>", id="a level below"),
    ],
)
def test_what_other_elements_add_to_the_h1_is_cut_if_the_rest_is_a_title(
    parsed: Callable[..., ParsedPage], outlet: Outlet, h1: str
) -> None:
    assert headline_candidates(parsed(OG.format(STORM), f"<h1>{h1}</h1>"), outlet)[0].value == STORM


def test_emphasis_and_titles_with_additions_stay_whole(parsed: Callable[..., ParsedPage], outlet: Outlet) -> None:
    h1 = "<h1>Ferry turns <em>back</em> after the <b>winter storm</b></h1>"
    assert headline_candidates(parsed(OG.format("Ferry turns back"), h1), outlet)[0].value == STORM
    kicker = f"<h1><span>Harbour:</span> {STORM}</h1>"
    assert headline_candidates(parsed(OG.format(f"Harbour: {STORM}"), kicker), outlet)[0].value == f"Harbour: {STORM}"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        pytest.param(
            f"<title>{STORM} | Harbour news | Rivertown Post</title>", f"<h1>Harbour news</h1><h2>{STORM}</h2>",
            id="the h1 is a part of the title",
        ),
        pytest.param(OG.format(STORM), f"<h1>Rivertown Post</h1><h3>{STORM}</h3>", id="h3"),
        pytest.param(OG.format(SOCIAL), f"<h1>Rivertown Post</h1><h3>{STORM}</h3>", id="h3 with the address's words"),
        pytest.param(OG.format(SOCIAL), f"<div class='entry-title'>{STORM}</div>", id="element with a class"),
        pytest.param(OG.format(SOCIAL), f"<span itemprop='headline'>{STORM}</span>", id="microdata"),
        pytest.param(OG.format(SOCIAL), f"<h1>{STORM}</h1>", id="an h1 with the address's words"),
        pytest.param(
            OG.format(SOCIAL), f"<h1>The paper of the river</h1><div><h1>{STORM}</h1></div>", id="the second h1"
        ),
        pytest.param(
            "<title>Rivertown Post - All about the river</title>", f"<h1>Rivertown Post</h1><h2>{STORM}</h2>",
            id="a title for every page",
        ),
        pytest.param(f"<title>{STORM}-Rivertown Post</title>", "", id="outlet behind a hyphen without spaces"),
        pytest.param(f"<title>{STORM}_Rivertown Post</title>", "", id="outlet behind a low line"),
        pytest.param(f"<title>{STORM}（Rivertown Post）</title>", "", id="outlet in brackets"),
        pytest.param(f"<title>Rivertown Post :: {STORM}</title>", "", id="outlet before colons"),
        pytest.param(OG.format(f"{STORM} | Harbour"), "", id="section of the address"),
        pytest.param(
            '<meta name="author" content="Ann Reed">' + OG.format(f"{STORM} | Ann Reed"), "", id="author of the page"
        ),
        pytest.param(f"<title>{STORM}</title>", "<h1>Rivertownpost</h1>", id="the site's name in another spelling"),
    ],
)  # fmt: skip
def test_the_printed_headline_is_found_elsewhere_than_in_the_h1(
    parsed: Callable[..., ParsedPage], outlet: Outlet, head: str, body: str
) -> None:
    page = parsed(head, body + DATED, url=SLUG)
    assert headline_candidates(page, outlet)[0].value == STORM


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        pytest.param(
            OG.format(STORM), "<h2>The storm of the winter closed the port</h2>", STORM, id="a subhead shares words"
        ),
        pytest.param(
            OG.format(STORM), "<h3><a href='/x'>Ferry turns back after the storm again</a></h3>", STORM,
            id="a link to another story",
        ),
        pytest.param(
            OG.format(STORM), "<div class='related'><p class='title'>Ferry turns back after the storm</p></div>", STORM,
            id="a box of other stories",
        ),
        pytest.param(OG.format("On-board with Ann"), "", "On-board with Ann", id="a hyphen in the headline"),
        pytest.param(
            '<meta name="author" content="Ann Reed">' + OG.format("Interview - Ann Reed"), "", "Interview - Ann Reed",
            id="too little is left",
        ),
        pytest.param(
            f"<title>{STORM} | A long name of a series about boats and ports</title>" + OG.format(STORM),
            f"<h1>{STORM}</h1><h2>The storm of the winter closed a port</h2>", STORM,
            id="a headline that is shorter than the rest of the title",
        ),
    ],
)  # fmt: skip
def test_other_texts_are_not_the_printed_headline(
    parsed: Callable[..., ParsedPage], outlet: Outlet, head: str, body: str, expected: str
) -> None:
    assert headline_candidates(parsed(head, body, url=SLUG), outlet)[0].value == expected
