"""The outlets that a selection lets pass."""

import pytest

from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.archive.search.outlets.chosen_outlets import chosen_outlets, outlets_in
from newsarchive.archive.search.selection import Selection
from newsarchive.outlet import Outlet
from newsarchive.outlet_sets.outlet_facts import OutletFacts, OutletsWithFacts
from newsarchive.outlet_sets.own_sets import read_own_sets

OUTLETS = [
    Outlet("wire", "Wire", "", "en", "UTC", "gb", kind="agency"),
    Outlet("post", "Post", "", "en", "UTC", "gb", kind="regional"),
    Outlet("agence", "Agence", "", "fr", "UTC", "fr", kind="agency"),
]
OWN = read_own_sets({"mine": ["post", "fr"]})


@pytest.fixture
def conn(tmp_path):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        register_outlets(archive, OUTLETS)
        yield archive.conn


@pytest.mark.parametrize(
    ("filters", "outlets"),
    [
        ({}, None),
        ({"outlets": ("wire", "gone")}, ("wire", "gone")),
        ({"countries": ("gb",)}, ("post", "wire")),
        ({"sets": ("agency",)}, ("agence", "wire")),
        ({"sets": ("agency", "regional")}, ("agence", "post", "wire")),
        ({"sets": ("agency",), "countries": ("gb",)}, ("wire",)),
        ({"sets": ("mine",)}, ("agence", "post")),
        ({"sets": ("mine",), "outlets": ("wire", "agence")}, ("agence",)),
        ({"sets": ("nonsense",)}, ()),
        ({"sets": ("blog",)}, ()),
    ],
)
def test_filters_narrow_each_other_and_the_values_of_one_are_added(conn, filters, outlets):
    assert chosen_outlets(conn, Selection(**filters, own_sets=OWN)) == outlets


def test_a_selection_may_bring_the_outlets_along(conn):
    known = OutletsWithFacts((OutletFacts("post", kind="agency"),))
    assert chosen_outlets(conn, Selection(sets=("agency",), known_outlets=known)) == ("post",)


def test_the_outlets_of_countries(conn):
    assert outlets_in(conn, ["gb", "de"]) == ("post", "wire")
