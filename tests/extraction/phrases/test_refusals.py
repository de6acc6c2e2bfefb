"""Titles of pages that are not articles."""

import re
from collections.abc import Callable
from types import ModuleType

import pytest

from newsarchive.extraction.phrases import refusals
from newsarchive.extraction.phrases.alternatives import one_of


def test_every_table_is_well_formed(check_tables: Callable[[ModuleType], None]) -> None:
    check_tables(refusals)


@pytest.mark.parametrize(
    ("table", "title"),
    [
        pytest.param(refusals.CONSENT, "Cookie settings", id="consent"),
        pytest.param(refusals.NOT_FOUND, "Page not found", id="not found"),
        pytest.param(refusals.NOT_FOUND, "Seite nicht gefunden", id="German not found"),
        pytest.param(refusals.ROBOT_CHECKS, "Are you a robot?", id="a robot check"),
        pytest.param(refusals.ROBOT_CHECKS, "Você é um robô?", id="a Portuguese robot check"),
    ],
)
def test_the_title_of_a_refused_page_matches_its_table(table: dict[str, str], title: str) -> None:
    assert re.search(one_of(table), title, re.IGNORECASE)


@pytest.mark.parametrize("table", [refusals.CONSENT, refusals.NOT_FOUND, refusals.ROBOT_CHECKS])
@pytest.mark.parametrize("title", ["Bridge reopens after storm", "Robots build a bridge", "Council finds new harbour"])
def test_a_headline_matches_no_table(table: dict[str, str], title: str) -> None:
    assert re.search(one_of(table), title, re.IGNORECASE) is None
