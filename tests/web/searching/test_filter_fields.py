"""Filters as fields of a form: chosen values stay, frequent ones follow, and the rest is behind "more"."""

from datetime import date

import pytest

from newsarchive.archive.search.facets import Facets
from newsarchive.web.requests.search_request import SearchForm
from newsarchive.web.searching.filter_fields import VALUES_SHOWN, FilterLabels, active_filters, filter_fields

STORM = SearchForm("storm")
LABELS = FilterLabels({"rivertown_post": "Rivertown Post"})
MANY = tuple((f"outlet_{number}", 100 - number) for number in range(20))


def fields_of(form=STORM, with_counts=True, **counts):
    fields = filter_fields(form, Facets(counts), LABELS, "/search", with_counts=with_counts)
    return {field.name: field for field in fields}


def test_the_most_frequent_values_are_shown_and_the_others_are_behind_more():
    field = fields_of(outlet=MANY)["outlet"]
    assert [value.value for value in field.values] == [name for name, _ in MANY[:VALUES_SHOWN]]
    assert field.more == "/search/outlet?q=storm"
    assert field.values[0].count == "100"
    assert fields_of(outlet=MANY[:VALUES_SHOWN])["outlet"].more is None


def test_chosen_values_stay_first_and_checked():
    form = SearchForm("storm", {"outlet": ("outlet_15", "outlet_19")})
    field = fields_of(form, outlet=MANY)["outlet"]
    assert [value.value for value in field.values if value.is_chosen] == ["outlet_15", "outlet_19"]
    assert [value.is_chosen for value in field.values[:3]] == [True, True, False]
    assert len(field.values) == VALUES_SHOWN


def test_a_filter_with_one_value_is_left_out_unless_it_is_chosen():
    assert fields_of(language=(("en", 5),)) == {}
    chosen = fields_of(SearchForm("storm", {"language": ("en",)}), language=(("en", 5),))
    assert chosen["language"].values[0].is_chosen


@pytest.mark.parametrize(
    ("name", "value", "label"),
    [
        ("outlet", "rivertown_post", "Rivertown Post"),
        ("outlet", "closed_paper", "closed_paper"),
        ("country", "gb", "United Kingdom"),
        ("language", "pt-BR", "Portuguese (Brazil)"),
        ("kind", "liveblog", "live blog"),
        ("completeness", "stub", "beginning only"),
        ("near_duplicates", "copy", "copy of another article"),
        ("section", "World", "World"),
    ],
)
def test_values_have_labels_in_words(name, value, label):
    assert LABELS.label(name, value) == label


def test_without_counts_the_values_have_none():
    field = fields_of(with_counts=False, language=(("en", 5), ("fr", 3)))["language"]
    assert [value.count for value in field.values] == [None, None]


def test_each_active_filter_links_to_the_search_without_it():
    form = SearchForm(
        "storm", {"outlet": ("rivertown_post", "other")}, since=date(2026, 1, 2), until=date(2026, 2, 3), page=4
    )
    links = {link.name: link.href for link in active_filters(form, LABELS, "/search")}
    assert list(links) == ["Outlet: Rivertown Post", "Outlet: other", "from 2 Jan 2026", "to 3 Feb 2026"]
    assert links["Outlet: other"] == "/search?q=storm&outlet=rivertown_post&since=2026-01-02&until=2026-02-03"
    assert links["to 3 Feb 2026"] == "/search?q=storm&outlet=rivertown_post&outlet=other&since=2026-01-02"


def test_checkboxes_are_active_filters_too():
    form = SearchForm("storm", all_copies=True, versions=True)
    links = {link.name: link.href for link in active_filters(form, LABELS, "/search")}
    assert links == {
        "all copies": "/search?q=storm&versions=earlier",
        "earlier versions": "/search?q=storm&copies=all",
    }
