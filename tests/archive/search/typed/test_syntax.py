"""The line of syntax names filters that a search understands."""

import re

from newsarchive.archive.search.query import FIELDS
from newsarchive.archive.search.typed.syntax import SYNTAX


def test_each_filter_of_the_line_is_one_that_a_search_understands() -> None:
    named = set(re.findall(r"(\w+):", SYNTAX))
    assert named <= FIELDS.keys()
    assert set(FIELDS.values()) <= named
