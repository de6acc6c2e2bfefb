"""Short stories are kept, and short texts that are something else are not."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from newsarchive.extraction.article import read_page
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.extraction.refusal.short_texts import fewest_words
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Outcome, Page, Stamp

TITLE = "<title>Bridge reopens after storm - Rivertown Post</title>"
DECLARED = TITLE + '<meta property="og:type" content="article">'
NEWS = {"@type": "NewsArticle", "headline": "Bridge reopens after storm", "datePublished": "2026-11-20T10:00:00Z"}
LINKED = f'{TITLE}<script type="application/ld+json">{json.dumps(NEWS)}</script>'
HEAD = '<h1>Bridge reopens after storm</h1><p class="date">20 November 2026, 10:00</p>'
MENU = "<nav><ul>" + "".join(f'<li><a href="/s{n}">Section {n}</a></li>' for n in range(12)) + "</ul></nav>"
OTHERS = "".join(
    f'<li><a href="/{n}">Another story number {n} about the river and its boats</a></li>' for n in range(40)
)
TEASERS = f'<div class="more"><ul>{OTHERS}</ul></div>'
FLASH = "<p>The old bridge is open again, police said.</p>"
SENTENCE = "<p>The old bridge over the river was opened again on Friday after a week of repairs.</p>"
POST = (
    '<blockquote class="twitter-tweet"><p>The bridge number {} is open again and the first cars have crossed it, thank '
    'you all.</p>&mdash; Council (@council) <a href="https://social.example/1">November 20, 2026</a></blockquote>'
)
LINES = (
    "The old bridge is open again.",
    "The first cars crossed it at noon.",
    "The mayor looked on with her two children.",
    "Nobody had expected it to be so quick.",
)
Read = Callable[..., Outcome]


@pytest.fixture
def outcome(a_page: Callable[..., Page], outlet: Outlet) -> Read:
    """Reads a page from its head and its story, with a menu above and teasers below."""

    def read(head: str, story: str, url: str = "https://rivertownpost.example/news.php?id=77") -> Outcome:
        body = f"<html><head>{head}</head><body>{MENU}{story}{TEASERS}</body></html>"
        return read_page(a_page(body, url), outlet).outcome

    return read


@pytest.mark.parametrize(
    ("head", "story"),
    [
        pytest.param(LINKED, f"<article>{HEAD}{FLASH}</article>", id="flash with JSON-LD"),
        pytest.param(DECLARED, f"<article>{HEAD}{FLASH}</article>", id="flash with og:type"),
        pytest.param(TITLE, f"<div>{HEAD}{FLASH}</div>", id="flash that declares nothing"),
        pytest.param(TITLE, f"<div>{HEAD}{SENTENCE}</div>", id="one sentence"),
        pytest.param(LINKED, f"<article>{HEAD}<iframe src='/v'></iframe>{SENTENCE}</article>", id="below a video"),
        pytest.param(TITLE, f"<div>{HEAD}<p>They say:</p>{POST.format(1)}{POST.format(2)}</div>", id="posts"),
        pytest.param(TITLE, f"<div>{HEAD}{''.join(f'<div>{line}</div>' for line in LINES)}</div>", id="bare divs"),
        pytest.param(TITLE, f"<div>{HEAD}{'<br><br>'.join(LINES)}</div>", id="line breaks"),
        pytest.param(TITLE, f"<div>{HEAD}{''.join(f'<p>{line}</p>' for line in LINES)}</div>", id="short paragraphs"),
        pytest.param(
            "<title>嵐のあと橋が再開</title>",
            '<article><h1>嵐のあと橋が再開</h1><p class="date">2026年11月20日 10時00分</p>'
            "<p>川にかかる古い橋が金曜日に一週間ぶりに再開した。</p></article>",
            id="Japanese flash",
        ),
    ],
)  # fmt: skip
def test_a_short_story_is_an_article(outcome: Read, head: str, story: str) -> None:
    assert outcome(head, story) is Outcome.ARTICLE


@pytest.mark.parametrize(
    ("head", "story"),
    [
        pytest.param(LINKED, f"<article>{HEAD}<p>Please enable JavaScript to read on.</p></article>", id="notice"),
        pytest.param(LINKED, f"<article>{HEAD}<p>The old bridge over the river in May</p></article>", id="a caption"),
        pytest.param(LINKED, f"<article>{HEAD}<p>The bridge opens.</p></article>", id="three words"),
        pytest.param(LINKED, f"<article>{HEAD}</article>", id="no text"),
        pytest.param(
            DECLARED, "<h1>Bridges and boats today</h1><p>All about bridges and boats of our town, daily.</p>",
            id="a section that is declared an article, without a date",
        ),
        pytest.param(
            "<title>Bridges</title>",
            '<h1>Bridges</h1><p class="date">20 November 2026</p><p>All about the bridges of our town, daily.</p>',
            id="a section's short name",
        ),
    ],
)  # fmt: skip
def test_another_short_text_is_no_article(outcome: Read, head: str, story: str) -> None:
    assert outcome(head, story) is not Outcome.ARTICLE


@pytest.mark.parametrize(
    ("around", "fewest"),
    [
        pytest.param("", 8, id="nothing else"),
        pytest.param(SENTENCE, 8, id="one paragraph"),
        pytest.param(f"{SENTENCE}{SENTENCE.replace('old', 'new')}", 25, id="two paragraphs"),
        pytest.param(f"<aside>{SENTENCE * 3}</aside><footer>{SENTENCE * 3}</footer>", 8, id="boxes"),
        pytest.param('<p><a href="/x">{}</a></p>'.format("A story about boats " * 5) * 3, 8, id="links"),
    ],
)  # fmt: skip
def test_a_flash_needs_more_words_if_other_text_was_missed(
    parsed: Callable[..., ParsedPage], outlet: Outlet, around: str, fewest: int
) -> None:
    article = Article(
        outlet="rivertown_post",
        headline="Bridge reopens after storm",
        body="The old bridge is open again, police said.",
        published=Stamp(date(2026, 11, 20)),
        provenance={"headline": "h1", "published": "JSON-LD datePublished: 2026-11-20"},
    )
    page = parsed(LINKED, f"{HEAD}{FLASH}{around}")
    assert fewest_words(article, page, outlet, datetime(2026, 11, 28, tzinfo=UTC)) == fewest


def test_a_list_with_a_date_for_each_story_stays_a_list(outcome: Read) -> None:
    cards = "".join(
        f'<div class="card"><p class="date">{day} November 2026</p><a href="/x{day}">Story {day} of bridges</a></div>'
        for day in range(1, 9)
    )
    assert outcome("<title>Bridges over the river</title>", f"<h1>Bridges over the river</h1>{cards}") is (
        Outcome.NOT_ARTICLE
    )


def test_a_page_that_is_named_as_a_list_stays_a_list(outcome: Read) -> None:
    story = f"<div>{HEAD}{SENTENCE}</div>"
    assert outcome(TITLE, story, "https://rivertownpost.example/tag/bridge") is Outcome.NOT_ARTICLE
