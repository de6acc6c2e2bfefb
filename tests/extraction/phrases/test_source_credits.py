"""Words before the name of a text's source."""

import re
from collections.abc import Callable
from types import ModuleType

import pytest

from newsarchive.extraction.phrases import source_credits
from newsarchive.extraction.phrases.alternatives import one_of


def test_every_table_is_well_formed(check_tables: Callable[[ModuleType], None]) -> None:
    check_tables(source_credits)


@pytest.mark.parametrize(
    ("table", "line"),
    [
        pytest.param(source_credits.SOURCE_LABELS, "Source: Reuters", id="source"),
        pytest.param(source_credits.SOURCE_LABELS, "Quelle: dpa", id="German source"),
        pytest.param(source_credits.MATERIAL_FROM, "Mit Material von dpa", id="German material"),
        pytest.param(source_credits.FIRST_PUBLISHED_BY, "This article was originally published by Post", id="first"),
    ],
)
def test_words_before_a_source_match_their_table(table: dict[str, str], line: str) -> None:
    assert re.match(one_of(table), line, re.IGNORECASE)


@pytest.mark.parametrize("table", [source_credits.MATERIAL_FROM, source_credits.FIRST_PUBLISHED_BY])
@pytest.mark.parametrize("line", ["The bridge is open again.", "Die Brücke ist offen.", "First, the river rose."])
def test_a_sentence_of_a_story_matches_no_table(table: dict[str, str], line: str) -> None:
    assert re.match(one_of(table), line, re.IGNORECASE) is None
