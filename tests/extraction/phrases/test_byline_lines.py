"""Words in lines beside the headline and the text."""

import re
from collections.abc import Callable
from types import ModuleType

import pytest

from newsarchive.extraction.phrases import byline_lines
from newsarchive.extraction.phrases.alternatives import one_of


def test_every_table_is_well_formed(check_tables: Callable[[ModuleType], None]) -> None:
    check_tables(byline_lines)


@pytest.mark.parametrize(
    ("table", "text"),
    [
        pytest.param(byline_lines.ABOUT_AUTHOR, "About the author", id="about the author"),
        pytest.param(byline_lines.ABOUT_AUTHOR, "この記事を書いた人", id="Japanese"),
        pytest.param(byline_lines.WORDS_OF_PAGES, "4 min read", id="reading time"),
        pytest.param(byline_lines.SECTION_WORDS, "politics", id="a section"),
        pytest.param(byline_lines.USER_PAGES, "members", id="a user's page"),
        pytest.param(byline_lines.AFFILIATIONS, "university", id="an employer"),
    ],
)
def test_words_match_their_table(table: dict[str, str], text: str) -> None:
    assert re.fullmatch(one_of(table), text, re.IGNORECASE)


@pytest.mark.parametrize("table", [byline_lines.ABOUT_AUTHOR, byline_lines.WORDS_OF_PAGES, byline_lines.SECTION_WORDS])
def test_a_name_matches_no_table(table: dict[str, str]) -> None:
    assert re.fullmatch(one_of(table), "Anna Reed", re.IGNORECASE) is None
