"""What browsers send for fields that are empty."""

import pytest
from datasette.utils.asgi import Request

from newsarchive.web.searching.select_boxes import has_empty_arguments


@pytest.mark.parametrize(
    ("query", "has_empty"),
    [("q=a", False), ("q=a&outlet=", True), ("q=a&outlet=x&outlet=", True), ("", False)],
)
def test_a_parameter_without_a_value_is_seen(query, has_empty):
    assert has_empty_arguments(Request.fake(f"/search?{query}")) == has_empty
