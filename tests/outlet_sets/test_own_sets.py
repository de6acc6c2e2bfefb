"""Lists of the user's own: tables that are wrong, and lists that name lists."""

import pytest

from newsarchive.errors import SettingsError
from newsarchive.outlet_sets.own_sets import read_own_sets


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"a": ["b"], "b": ["set:A"]}, r"sets\.[ab]: lists name each other in a circle"),
        ({"guardian": ["guardian"]}, r"write outlet: before the name of an outlet"),
        ({"a": "guardian"}, r"sets\.a is not a list of names"),
        ({"a": [" "]}, r"sets\.a is not a list of names"),
        ({"a": []}, r"sets\.a has 0 names"),
        ({"a": ["x"], "A": ["y"]}, r"there are two lists of that name"),
        ({"kind:a": ["x"]}, r"'kind:a' is not a valid name of a list"),
        ({"a": ["kind:wire"]}, r"sets\.a: kind:wire: there is no such kind"),
        ({"a": ["set:b"]}, r"sets\.a: set:b: there is no such list"),
        (["guardian"], r"sets is not a table"),
    ],
)
def test_a_table_that_is_wrong_is_an_error_with_its_key(table: object, message: str):
    with pytest.raises(SettingsError, match=message):
        read_own_sets(table)


def test_many_lists_in_lists_are_read_in_time_in_proportion():
    # Each names the two after it: followed one by one, these would be two to the power of two hundred.
    lists = {f"a{n}": [f"a{n + 1}", f"a{min(n + 2, 200)}"] for n in range(200)} | {"a200": ["agency"]}
    assert read_own_sets(lists).flat["a0"] == ("agency",)
