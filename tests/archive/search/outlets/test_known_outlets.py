"""The outlets that archives know, with their facts."""

import pytest

from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.archive.search.outlets.known_outlets import read_known_outlets, read_known_outlets_of_all
from newsarchive.outlet import Outlet
from newsarchive.outlet_sets.outlet_facts import OutletFacts

WIRE = Outlet(
    "wire", "Wire", "https://wire.example/", "en", "UTC", "gb", kind="agency", owner="Coast Press", tags=("sport",)
)
WITHOUT = Outlet("wire", "Wire", "https://wire.example/", "en", "UTC")
POST = Outlet("post", "Post", "https://post.example/", "fr", "UTC", "fr")


@pytest.fixture
def archives(tmp_path):
    with Archive.open(tmp_path / "a.db", write=True) as one, Archive.open(tmp_path / "b.db", write=True) as other:
        register_outlets(one, [WITHOUT, POST])
        register_outlets(other, [WIRE])
        yield one, other


def test_facts_are_stored_and_read(archives):
    assert read_known_outlets(archives[1].conn).facts == (
        OutletFacts("wire", "gb", "en", "agency", "Coast Press", ("sport",)),
    )
    register_outlets(archives[1], [WITHOUT])
    assert read_known_outlets(archives[1].conn).facts == (OutletFacts("wire", None, "en", None, None),)


def test_a_fact_that_one_archive_lacks_is_that_of_another(archives):
    found = read_known_outlets_of_all(archive.conn for archive in archives).facts
    assert found == (
        OutletFacts("post", "fr", "fr"),
        OutletFacts("wire", "gb", "en", "agency", "Coast Press", ("sport",)),
    )
