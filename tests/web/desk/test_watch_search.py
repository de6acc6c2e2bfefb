"""Watching the search of a page: the command and the feed."""

from datetime import date

import pytest

from newsarchive.archive.search.selection import Selection
from newsarchive.web.desk.watch_search import WatchOffer, form_of, watch_offer
from newsarchive.web.requests.search_request import SearchForm
from tests.web.support import get, text_of


@pytest.mark.parametrize(
    ("form", "command", "feed"),
    [
        pytest.param(
            SearchForm(words='harbour "new bridge"', page=3),
            "newsarchive watch add harbour-new-bridge 'harbour \"new bridge\"'",
            "/search.atom?q=harbour+%22new+bridge%22",
            id="words",
        ),
        pytest.param(
            SearchForm(
                words="橋", filters={"outlet": ("a", "b"), "near_duplicates": ("first",)}, since=date(2026, 1, 1)
            ),
            "newsarchive watch add my-search '橋' --outlet a --outlet b --near-duplicates first --since 2026-01-01",
            "/search.atom?q=%E6%A9%8B&outlet=a&outlet=b&near_duplicates=first&since=2026-01-01",
            id="filters",
        ),
        pytest.param(
            SearchForm(words="-ferry $(rm)"),
            "newsarchive watch add ferry-rm -- '-ferry $(rm)'",
            "/search.atom?q=-ferry+%24%28rm%29",
            id="a word that looks like an option",
        ),
    ],
)
def test_the_command_and_the_feed_of_a_search(form, command, feed):
    assert watch_offer(form, "/search") == WatchOffer(command, feed)


@pytest.mark.parametrize("form", [SearchForm(), SearchForm(words="harbour", versions=True)])
def test_what_cannot_be_watched_is_not_offered(form):
    assert watch_offer(form, "/search") is None


def test_a_selection_is_a_search():
    selection = Selection("harbour", outlets=("a",), tags=("to check",), until=date(2026, 1, 1))
    assert (
        form_of(selection).address("/search") == "/search?q=harbour&outlet=a&tag=to+check&until=2026-01-01&order=newest"
    )


async def test_the_search_page_offers_to_watch(datasette):
    page = (await get(datasette, "/search?q=harbour&outlet=rivertown_post")).text
    assert "newsarchive watch add harbour harbour --outlet rivertown_post" in text_of(page)
    assert 'href="/search.atom?q=harbour&amp;outlet=rivertown_post"' in page
    assert "Watch this search" not in (await get(datasette, "/search")).text
