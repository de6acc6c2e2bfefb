"""Words around the names in a byline."""

import re
from collections.abc import Callable
from types import ModuleType

import pytest

from newsarchive.extraction.phrases import bylines
from newsarchive.extraction.phrases.alternatives import one_of


def test_every_table_is_well_formed(check_tables: Callable[[ModuleType], None]) -> None:
    check_tables(bylines)


@pytest.mark.parametrize(
    ("table", "text"),
    [
        pytest.param(bylines.BY, "By", id="by"),
        pytest.param(bylines.BY, "Von", id="German by"),
        pytest.param(bylines.ROLES, "reporter", id="a role"),
        pytest.param(bylines.DESKS, "Newsroom", id="a desk"),
        pytest.param(bylines.WRITER_PAGES, "author", id="a writer's page"),
    ],
)
def test_a_word_around_a_name_matches_its_table(table: dict[str, str], text: str) -> None:
    assert re.fullmatch(one_of(table), text, re.IGNORECASE)


@pytest.mark.parametrize("table", [bylines.BY, bylines.ROLES, bylines.DESKS, bylines.NO_AUTHOR])
@pytest.mark.parametrize("text", ["Anna Reed", "Rivertown", "Bridge"])
def test_a_name_matches_no_table(table: dict[str, str], text: str) -> None:
    assert re.fullmatch(one_of(table), text, re.IGNORECASE) is None
