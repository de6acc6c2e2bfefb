"""Pages that came with status 200 and are no article all the same."""

from collections.abc import Callable

import pytest

from newsarchive.extraction.markup import ParsedPage
from newsarchive.extraction.refusal import reason_against
from newsarchive.outlet import Outlet

PARAGRAPH = (
    "The bridge over the river was opened again on Friday after a week of repairs, and the first cars crossed it at "
    "noon while the mayor looked on."
)
LINKS = "".join(f'<li><a href="/{n}">Story number {n} about the river and its many bridges</a></li>' for n in range(40))
TITLE = "<title>{}</title>"


@pytest.mark.parametrize(
    ("head", "body", "reason"),
    [
        pytest.param(
            TITLE.format("Just a moment..."), "<p>Enable JavaScript</p>", "bot wall: Cloudflare", id="Cloudflare"
        ),
        pytest.param(
            "",
            '<script src="https://ct.captcha-delivery.com/c.js"></script><p>x</p>',
            "bot wall: DataDome",
            id="DataDome",
        ),
        pytest.param(TITLE.format("Pardon Our Interruption"), "<p>x</p>", "bot wall: Imperva", id="Imperva"),
        pytest.param(TITLE.format("Access Denied"), "<p>Reference #18</p>", "bot wall: Akamai", id="Akamai"),
        pytest.param(TITLE.format("Post - Are you a robot?"), "<p>x</p>", "bot wall: captcha", id="captcha"),
        pytest.param(TITLE.format("Your cookie settings"), "<p>We value you.</p>", "consent page", id="consent"),
        pytest.param(
            TITLE.format("Datenschutzeinstellungen"), "<p>Bitte wählen.</p>", "consent page", id="German consent"
        ),
        pytest.param(TITLE.format("Page not found"), "<p>Sorry</p>", "not found, although", id="not found"),
        pytest.param(
            TITLE.format("Post"), "<h1>Seite nicht gefunden</h1>", "not found, although", id="German not found"
        ),
        pytest.param(
            TITLE.format("Post"), "<h1>ページが見つかりません</h1>", "not found, although", id="Japanese not found"
        ),
    ],
)
def test_what_answered_instead_is_named(
    parsed: Callable[..., ParsedPage], outlet: Outlet, head: str, body: str, reason: str
) -> None:
    assert (reason_against(parsed(head, body), outlet, "A few words.") or "").startswith(reason)


def test_a_list_of_links_is_no_article(parsed: Callable[..., ParsedPage], outlet: Outlet) -> None:
    page = parsed(body=f"<ul>{LINKS}</ul>", url="https://rivertownpost.example/local")
    assert reason_against(page, outlet, "Some teaser.") == "a list of links, not an article: 40 links, 0 paragraphs"


def test_the_home_page_is_no_article(parsed: Callable[..., ParsedPage], outlet: Outlet) -> None:
    page = parsed(body="<p>x</p>", url="https://rivertownpost.example/")
    assert reason_against(page, outlet, PARAGRAPH * 20) == "the outlet's home page"


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        pytest.param(
            TITLE.format("Access denied: how the city lost its river"),
            "",
            PARAGRAPH * 12,
            id="such a title over a text",
        ),
        pytest.param(
            '<meta property="og:type" content="article">', f"<ul>{LINKS}</ul>", PARAGRAPH, id="declared an article"
        ),
        pytest.param("", f"<ul>{LINKS}</ul>", f"{PARAGRAPH}\n\n" * 5, id="many links around a text"),
        pytest.param("", f"<ul>{LINKS}</ul>", PARAGRAPH, id="one paragraph under an article's address"),
    ],
)
def test_articles_are_not_refused(
    parsed: Callable[..., ParsedPage], outlet: Outlet, head: str, body: str, text: str
) -> None:
    assert reason_against(parsed(head, body), outlet, text) is None
