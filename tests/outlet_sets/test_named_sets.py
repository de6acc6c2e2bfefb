"""What the name of a set of outlets stands for, and lists of the user's own."""

from pathlib import Path

import pytest

from newsarchive.crawl import registry
from newsarchive.outlet_sets.named_sets import other_meaning, outlets_of, outlets_of_any, unknown_entries, unknown_set
from newsarchive.outlet_sets.outlet_facts import OutletFacts, OutletsWithFacts
from newsarchive.outlet_sets.own_sets import read_own_sets
from newsarchive.outlet_sets.place_names import country_code
from newsarchive.outlet_sets.set_names import EXAMPLES, KINDS
from newsarchive.settings import load_settings

KNOWN = OutletsWithFacts(
    (
        OutletFacts("coast_wire", "gb", "en", "agency", "Coast Press", ("sport", "city-desk")),
        OutletFacts("hill_times", "gb", "en-GB", "regional", "Hill & Co", ("sport",)),
        OutletFacts("folha", "br", "pt-BR", "national"),
        OutletFacts("nowhere_news", None, None, None, None),
    )
)
OWN = read_own_sets(
    {"quality": ["hill_times", "wires"], "wires": ["kind:agency", "outlet:nowhere_news"], "de": ["folha"]}
)


@pytest.mark.parametrize(
    ("name", "outlets"),
    [
        ("agency", {"coast_wire"}),
        ("kind:Agency", {"coast_wire"}),
        ("party", set()),
        ("gb", {"coast_wire", "hill_times"}),
        ("uk", {"coast_wire", "hill_times"}),
        ("Brazil", {"folha"}),
        ("sv", set()),
        ("en", {"coast_wire", "hill_times"}),
        ("language:en-GB", {"hill_times"}),
        ("portuguese", {"folha"}),
        ("language:uk", set()),
        ("language:fil", set()),
        ("hill_times", {"hill_times"}),
        ("outlet:Hill-Times", {"hill_times"}),
        ("owner:coast press", {"coast_wire"}),
        ("outlet_tag:Sport", {"coast_wire", "hill_times"}),
        ("outlet_tag:city_desk", {"coast_wire"}),
        # Tags need the word before them: they cannot change what another name means.
        ("sport", None),
        ("quality", {"hill_times", "coast_wire", "nowhere_news"}),
        ("SET:Wires", {"coast_wire", "nowhere_news"}),
        # A list of the user's own comes before a country.
        ("de", {"folha"}),
        ("country:de", set()),
    ],
)
def test_a_name_stands_for_outlets(name: str, outlets: set[str] | None):
    assert outlets_of(name, KNOWN, OWN) == outlets


def test_several_names_are_added_and_unknown_ones_add_nothing():
    assert outlets_of_any(["agency", "br", "nonsense"], KNOWN) == {"coast_wire", "folha"}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("hil_times", "hil_times: no set of outlets has that name; did you mean hill_times?"),
        ("qualty", "qualty: no set of outlets has that name; did you mean quality?"),
        ("Sport", "Sport: no set of outlets has that name; did you mean outlet_tag:sport?"),
        ("coast press", "coast press: no set of outlets has that name; did you mean owner:Coast Press?"),
        ("owner:cost press", "owner:cost press: no set of outlets has that name; did you mean owner:Coast Press?"),
        (
            "outlet_tag:sports",
            "outlet_tag:sports: no set of outlets has that name; did you mean outlet_tag:sport?",
        ),
        ("tag:sport", "tag:sport: tag: is for the tags of articles; tags of outlets are outlet_tag:sport"),
        ("min", f"min: no set of outlets has that name; give {EXAMPLES}"),
        ("knd:agency", "knd:agency: knd: is not known before a name; did you mean kind:agency?"),
        ("kind:wire", f"kind:wire: there is no such kind of outlets; use {', '.join(KINDS)}"),
        (
            "country:xx",
            "country:xx: there is no such country; write a code of ISO 3166-1 such as de, or an English name",
        ),
        ("set:qualty", "set:qualty: there is no such list; did you mean set:quality?"),
    ],
)
def test_a_name_that_means_nothing_has_a_message(name: str, message: str):
    assert outlets_of(name, KNOWN, OWN) is None
    assert unknown_set(name, KNOWN, OWN) == message


def test_only_lists_that_are_used_are_checked():
    own = read_own_sets({"good": ["agency"], "bad": ["worse"], "worse": ["gaurdian", "hil_times"]})
    assert list(unknown_entries(["good", "kind:agency"], KNOWN, own)) == []
    found = list(unknown_entries(["bad"], KNOWN, own))
    assert [line.split(": ")[1:3] for line in found] == [["sets.worse", "gaurdian"], ["sets.worse", "hil_times"]]
    assert found[1].endswith("did you mean hill_times?")


def test_a_code_of_a_country_may_have_been_meant_as_a_language():
    assert other_meaning("sv") == "language:sv"
    assert other_meaning("agency") is None
    assert other_meaning("country:sv") is None


def test_no_shipped_outlet_hides_a_kind_or_a_country():
    names = [path.stem for path in registry.outlet_files(load_settings(cwd=Path(__file__).parent)).values()]
    assert [name for name in names if name in KINDS or country_code(name)] == []
