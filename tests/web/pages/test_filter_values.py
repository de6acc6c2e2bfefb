"""The page with all values of one filter: found by name, chosen ones kept, and back to the search."""

import pytest

from newsarchive.archive.search.facets import Facets
from newsarchive.web.pages.filter_values import list_values
from newsarchive.web.requests.search_request import SearchForm
from newsarchive.web.searching.filter_fields import VALUES_LISTED, FilterLabels
from tests.web.support import Markup, get, text_of


def boxes_of(page):
    boxes = [attrs for tag, attrs in Markup(page).elements if attrs.get("type") == "checkbox"]
    return {box["value"]: "checked" in box for box in boxes}


async def test_all_values_are_listed_and_the_chosen_ones_checked(datasette):
    page = (await get(datasette, "/search/outlet?outlet=sada_almarsa&language=ar&language=en")).text
    assert boxes_of(page) == {"sada_almarsa": True, "rivertown_post": False, "hostile": False}
    hidden = [attrs for tag, attrs in Markup(page).elements if attrs.get("type") == "hidden"]
    assert [(one["name"], one["value"]) for one in hidden] == [("language", "ar"), ("language", "en")]


async def test_values_are_found_by_name_and_chosen_ones_stay(datasette):
    page = (await get(datasette, "/search/outlet?outlet=sada_almarsa&find=RIVÉR")).text
    assert boxes_of(page) == {"sada_almarsa": True, "rivertown_post": False}
    assert "1 value with these letters." in text_of(page)


async def test_the_button_leads_back_to_the_search(datasette):
    answer = await get(datasette, "/search/section?q=harbour&section=Local&section=Business&find=x&apply=1", 302)
    assert answer.headers["location"] == "/search?q=harbour&section=Local&section=Business"


@pytest.mark.parametrize(
    "name",
    ["outlet", "country", "language", "source", "section", "author", "kind", "completeness", "near_duplicates"],
)
async def test_every_filter_has_its_page(datasette, name):
    for query in ("", "?q=harbour", "?q=spring&versions=earlier", f"?{name}=", "?q=%3F"):
        await get(datasette, f"/search/{name}{query}")


async def test_another_name_is_not_found(datasette):
    page = text_of((await get(datasette, "/search/colour", 404)).text)
    assert "Filters are outlet, country, set, language," in page
    assert "only a page" in (await get(datasette, "/search/outlet.json", 404)).text


async def test_a_wrong_address_is_said(datasette):
    page = text_of((await get(datasette, "/search/outlet?since=banana", 400)).text)
    assert "since=banana is not a valid date. Use YYYY-MM-DD." in page


def test_at_most_so_many_values_are_listed_and_the_chosen_ones_first():
    counts = tuple((f"Section {number}", 1) for number in range(VALUES_LISTED + 20))
    form = SearchForm(filters={"section": ("Section 510",)})
    listed = list_values("section", Facets({"section": counts}), form, FilterLabels(), "")
    assert (len(listed.values), listed.found) == (VALUES_LISTED + 1, VALUES_LISTED + 19)
    assert listed.values[0].is_chosen
