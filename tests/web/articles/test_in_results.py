"""The way from an article back to the results, and to those around it."""

from newsarchive.archive.search.one_result.result_neighbours import PlaceInResults, ResultNeighbours
from newsarchive.web.articles.in_results import ResultLink, in_results, is_result
from newsarchive.web.requests.search_request import SearchForm
from tests.web.hits import EARLIER, SITE, a_hit


def test_the_way_back_leads_to_the_entry_of_the_article():
    found = in_results(SearchForm("harbour", page=3), "7", None, SITE)
    assert found.back == "/search?q=harbour&page=3#article-7"
    assert (found.words, found.previous, found.following) == ("harbour", None, None)


def test_neighbours_carry_the_page_of_results_that_shows_them():
    form = SearchForm("harbour", {"outlet": ("rivertown_post",)}, page=2)
    around = ResultNeighbours(PlaceInResults(a_hit(), 0, None), PlaceInResults(a_hit(id=9), 40, None))
    found = in_results(form, "8", around, SITE)
    assert found.previous == ResultLink("/article/7?q=harbour&outlet=rivertown_post", "Harbour stays closed")
    assert found.following.href == "/article/9?q=harbour&outlet=rivertown_post&page=3"


def test_by_time_neighbours_carry_the_position():
    form = SearchForm("harbour", order="newest", before=50)
    found = in_results(form, "8", ResultNeighbours(None, PlaceInResults(a_hit(), 0, 44)), SITE)
    assert found.following.href == "/article/7?q=harbour&order=newest&before=44"


def test_a_result_of_earlier_versions_is_one_version():
    assert is_result("7")(a_hit())
    assert not is_result("7")(a_hit(earlier=EARLIER))
    assert is_result("7/1")(a_hit(earlier=EARLIER))
