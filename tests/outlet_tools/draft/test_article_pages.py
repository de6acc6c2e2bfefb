"""Which pages of a site are articles, and why: the evidence is the rest of the site."""

import pytest

from newsarchive.outlet_tools.draft.article_pages import SiteContext, classify, is_in_non_article_folder, is_stub
from newsarchive.records import Outcome
from newsarchive.urls import url_key
from tests.outlet_tools.draft.surveys import HOME, a_page

MARKED = '<html><head><meta property="article:published_time" content="2026-11-20"></head></html>'
TYPED = '<html><head><meta property="og:type" content="article"></head></html>'
VIDEO = "<html><body><video src='/x.mp4'></video></body></html>"
HEADLINE = "Ferry back in service at last"


def a_site(*announced: str, **link_texts: str) -> SiteContext:
    """The context of a site with these paths in its feed, and links with these texts to the paths a1, a2, …"""
    return SiteContext(
        {url_key(f"{HOME}{path}") for path in announced},
        {url_key(f"{HOME}{path}"): text for path, text in link_texts.items()},
    )


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("2026/11/ferry", False),
        ("video/ferry", True),
        ("tag/ferry", True),
        ("news/videos", True),
        ("подкасты/1", True),
        ("video-killed-the-radio", False),
    ],
)
def test_some_folders_have_no_articles(path, expected):
    assert is_in_non_article_folder(f"{HOME}{path}") is expected


@pytest.mark.parametrize(
    ("page", "site", "is_article", "reason"),
    [
        pytest.param(a_page("a1"), a_site("a1"), True, "is in a feed or news sitemap", id="in a feed"),
        pytest.param(
            a_page("final", requested="a1"), a_site("a1"), True, "is in a feed or news sitemap",
            id="in a feed, before a redirect",
        ),
        pytest.param(a_page("a1"), a_site(a1=HEADLINE), True, "is linked with a headline", id="a headline"),
        pytest.param(
            a_page("a1"), a_site(a1="Sport"), False, "is linked only with 'Sport', which is not a headline",
            id="a menu",
        ),
        pytest.param(a_page("a1", MARKED), a_site(a1=HEADLINE), True, "is marked as an article", id="metadata"),
        pytest.param(
            a_page("video/a1"), a_site(), False, "is in a folder without articles", id="a video folder",
        ),
        pytest.param(
            a_page("video/a1", VIDEO), a_site("video/a1"), False, "is a video or recording", id="a video in a feed",
        ),
        pytest.param(
            a_page("a1", outcome=Outcome.NOT_ARTICLE), a_site("a1"), False, "reason of the extraction", id="not read",
        ),
        pytest.param(
            a_page("a1", body="Mill street closed for weeks now\n\nSchool opens late this year again",
                   links={f"{HOME}b1": "Mill street closed for weeks", f"{HOME}b2": "School opens late this year"}),
            a_site(a1=HEADLINE), False, "repeats headlines of other pages", id="a list of teasers",
        ),
    ],
)  # fmt: skip
def test_the_site_decides_whether_a_page_is_an_article(page, site, is_article, reason):
    (found,) = classify([page], site)
    assert (found.is_article, found.reason) == (is_article, reason)


@pytest.mark.parametrize("mark", [MARKED, TYPED], ids=["published_time", "og:type"])
def test_a_page_without_the_mark_of_the_known_articles_is_refused(mark):
    known = [a_page(f"a{number}", mark) for number in range(1, 5)]
    other = a_page("b1")
    *found, last = classify([*known, other], a_site("a1", "a2", "a3", "a4", b1=HEADLINE))
    assert all(page.is_article for page in found)
    assert last.reason == "is not marked as an article, and this site's articles are"


def test_a_mark_that_known_articles_lack_proves_nothing():
    pages = [a_page("a1"), a_page("a2"), a_page("b1", TYPED)]
    assert [page.is_article for page in classify(pages, a_site("a1", "a2", b1="Sport"))] == [True, True, False]


@pytest.mark.parametrize(
    ("outcome", "site", "is_ruled_out"),
    [
        pytest.param(Outcome.NOT_ARTICLE, a_site(), True, id="not an article"),
        pytest.param(Outcome.TOO_SHORT, a_site(), True, id="too short"),
        pytest.param(Outcome.TOO_SHORT, a_site("a1"), False, id="too short, in a feed"),
        pytest.param(Outcome.TOO_SHORT, a_site(a1=HEADLINE), False, id="too short, with a headline"),
        pytest.param(Outcome.REFUSED, a_site(), False, id="behind a wall"),
    ],
)
def test_a_page_that_may_be_for_subscribers_is_not_ruled_out(outcome, site, is_ruled_out):
    (found,) = classify([a_page("a1", outcome=outcome)], site)
    assert not found.is_article
    assert found.is_ruled_out is is_ruled_out


def test_a_stub_is_in_a_feed_and_too_short():
    page = a_page("a1", outcome=Outcome.TOO_SHORT)
    assert is_stub(page, a_site("a1"))
    assert not is_stub(page, a_site())
    assert not is_stub(a_page("a1"), a_site("a1"))
