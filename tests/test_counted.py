"""Numbers with their nouns."""

import pytest

from newsarchive.counted import counted


@pytest.mark.parametrize(
    ("number", "nouns", "written"),
    [
        (0, ("article",), "0 articles"),
        (1, ("article",), "1 article"),
        (2000, ("article",), "2,000 articles"),
        (1, ("copy", "copies"), "1 copy"),
        (2, ("copy", "copies"), "2 copies"),
    ],
)
def test_only_one_is_singular(number, nouns, written):
    assert counted(number, *nouns) == written
