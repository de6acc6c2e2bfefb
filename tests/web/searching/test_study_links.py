"""The links from a search to the pages that count and show its words."""

from newsarchive.web.requests.search_request import SearchForm
from newsarchive.web.searching.study_links import study_links
from tests.web.hits import SITE


def test_a_search_leads_to_its_statistics_with_its_filters_and_without_its_page():
    form = SearchForm("harbour", {"outlet": ("post",)}, order="newest", all_copies=True, before=7)
    assert {link.name: link.href for link in study_links(form, SITE)} == {
        "attention over time": "/timeline?q=harbour&outlet=post",
        "words in context": "/concordance?q=harbour&outlet=post",
        "distinctive words": "/words?q=harbour&outlet=post",
    }


def test_a_search_without_words_or_in_earlier_versions_has_none():
    assert study_links(SearchForm(filters={"outlet": ("post",)}), SITE) == []
    assert study_links(SearchForm("harbour", versions=True), SITE) == []
