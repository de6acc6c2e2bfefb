"""Outlets grouped by their facts."""

from newsarchive.outlet_sets.outlet_facts import NO_OUTLETS, OutletFacts, OutletsWithFacts

KNOWN = OutletsWithFacts(
    (
        OutletFacts("harbour_post", "pt", "pt-PT", "newspaper", "Harbour Group"),
        OutletFacts("hill_times", "tw", "zh-Hant-TW", "newspaper"),
        OutletFacts("wire"),
    )
)


def test_an_outlet_is_in_the_group_of_each_of_its_facts():
    assert KNOWN.by_country == {"pt": ["harbour_post"], "tw": ["hill_times"]}
    assert KNOWN.by_kind == {"newspaper": ["harbour_post", "hill_times"]}
    assert list(KNOWN.by_owner.values()) == [["harbour_post"]]
    assert list(KNOWN.by_name.values()) == [["harbour_post"], ["hill_times"], ["wire"]]


def test_a_language_is_also_in_the_groups_of_its_shorter_tags():
    assert {tag for tag, names in KNOWN.by_language.items() if names == ["hill_times"]} == {
        "zh-hant-tw",
        "zh-hant",
        "zh",
    }


def test_no_outlets_are_in_no_group():
    assert NO_OUTLETS.by_name == NO_OUTLETS.by_language == {}
