"""Sets of outlets as a filter of the pages."""

import json

import pytest

from newsarchive.errors import SettingsError
from newsarchive.outlet_sets.own_sets import read_own_sets
from newsarchive.web.serve import Visitors, make_datasette
from tests.web.support import get

SETS = read_own_sets({"papers": ["rivertown_post"], "wires": ["kind:agency"]})


@pytest.fixture
def with_sets(archive_path):
    return make_datasette(archive_path, Visitors(sets=SETS))


async def test_a_chosen_set_is_shown_and_can_be_removed(with_sets):
    page = (await get(with_sets, "/search?q=harbour&set=papers")).text
    assert "Set of outlets: papers" in page
    assert 'href="/search?q=harbour"' in page
    assert 'value="papers"' in page


async def test_a_set_narrows_as_its_outlet_does(with_sets):
    by_set = (await get(with_sets, "/search.json?q=harbour&set=papers")).json()
    by_outlet = (await get(with_sets, "/search.json?q=harbour&outlet=rivertown_post")).json()
    typed = (await get(with_sets, "/search.json?q=harbour+set:papers")).json()
    assert by_set["total"] == by_outlet["total"] == typed["total"] > 0
    assert (await get(with_sets, "/search.json?q=harbour&set=blog")).json()["total"] == 0


@pytest.mark.parametrize("path", ["/timeline", "/concordance", "/words", "/search/outlet", "/words/set"])
async def test_other_pages_take_sets(with_sets, path):
    assert "papers" in (await get(with_sets, f"{path}?q=harbour&set=papers")).text


@pytest.mark.parametrize("path", ["/search", "/search.json", "/timeline", "/concordance", "/words", "/search.bib"])
async def test_an_unknown_set_is_a_wrong_address(with_sets, path):
    page = (await get(with_sets, f"{path}?q=harbour&set=paper", 400)).text
    assert "set=paper is not a set of outlets. Did you mean papers?" in page


async def test_kinds_and_owners_are_on_the_page_of_an_outlet(datasette):
    values = json.loads((await get(datasette, "/outlet/rivertown_post.json")).text)
    assert {"kind", "owner"} <= values.keys()


async def test_a_setting_that_is_wrong_is_reported_when_datasette_starts(archive_path):
    wrong = make_datasette(archive_path)
    wrong._metadata_local["plugins"]["newsarchive"]["sets"] = {"a": ["set:a"]}
    with pytest.raises(SettingsError, match="in a circle"):
        await wrong.invoke_startup()
