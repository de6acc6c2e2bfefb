"""Two versions as an address names them: nothing in it is an error."""

import pytest
from datasette.utils import MultiParams

from newsarchive.web.requests.comparison_request import ComparisonForm, read_comparison_form


def form_of(newest=4, **arguments) -> ComparisonForm:
    return read_comparison_form(MultiParams({name: [value] for name, value in arguments.items()}), newest)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({}, ComparisonForm(3, 4)),
        ({"newer": "2"}, ComparisonForm(1, 2)),
        ({"older": "1"}, ComparisonForm(1, 4)),
        ({"older": "3", "newer": "1", "view": "side"}, ComparisonForm(1, 3, "side")),
        ({"older": "2", "newer": "2"}, ComparisonForm(2, 2)),
        ({"older": "", "newer": " 3 "}, ComparisonForm(2, 3)),
    ],
)
def test_the_earlier_version_comes_first(arguments, expected):
    assert form_of(**arguments) == expected


def test_of_one_version_it_is_compared_with_itself():
    assert form_of(newest=1) == ComparisonForm(1, 1)


@pytest.mark.parametrize("typed", ["one", "-1", "0", "1.5", "²", "9" * 30, "\0", "<script>"])
def test_what_is_no_number_gets_a_warning(typed):
    form = form_of(older=typed)
    assert (form.older, form.newer) == (3, 4)
    (warning,) = form.warnings
    assert warning.startswith(f"older={typed.strip()[:40]} is not the number of a version. Version 3")


def test_an_unknown_view_gets_a_warning():
    form = form_of(view="upside")
    assert form.view == "inline"
    assert form.warnings == ("view=upside is not a known view. Use inline or side.",)


def test_the_address_names_both_versions_and_the_view_if_it_is_another():
    assert ComparisonForm(1, 3).address("/article/7") == "/article/7/changes?older=1&newer=3"
    assert ComparisonForm(1, 3, "side").address("/a/7") == "/a/7/changes?older=1&newer=3&view=side"
