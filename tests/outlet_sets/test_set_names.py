"""How the name of a set is written."""

import pytest

from newsarchive.outlet_sets.set_names import KINDS, kind_named, split_name


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        pytest.param("agency", (None, "agency"), id="no colon"),
        pytest.param(" Country : de ", ("country", "de"), id="blanks and capitals"),
        pytest.param("owner:A: B", ("owner", "A: B"), id="a colon in the name"),
        pytest.param("kind:", ("kind", ""), id="nothing after the colon"),
    ],
)
def test_the_first_colon_divides_a_name(name, parts):
    assert split_name(name) == parts


def test_a_kind_is_found_however_it_is_typed():
    assert [kind_named(kind.upper()) for kind in KINDS] == list(KINDS)
    assert kind_named("agencies") is None
