"""Lines of boilerplate in many languages."""

import re
from collections.abc import Callable
from types import ModuleType

import pytest

from newsarchive.extraction.phrases import boilerplate
from newsarchive.extraction.phrases.alternatives import one_of


def test_every_table_is_well_formed(check_tables: Callable[[ModuleType], None]) -> None:
    check_tables(boilerplate)


@pytest.mark.parametrize(
    ("table", "line"),
    [
        pytest.param(boilerplate.RELATED_LINKS, "Read more", id="a link to another story"),
        pytest.param(boilerplate.CERTAIN_RELATED_LINKS, "Lesen Sie auch: Die neue Brücke", id="a German link"),
        pytest.param(boilerplate.LABELS, "Advertisement", id="a label"),
        pytest.param(boilerplate.TOPIC_LABELS, "Mots-clés", id="French topics"),
        pytest.param(boilerplate.FOLLOW_CALLS, "Síguenos en Facebook", id="a Spanish call to follow"),
        pytest.param(boilerplate.EMBEDS, "Externer Inhalt", id="an embed"),
        pytest.param(boilerplate.APPEALS, "Did you like this article", id="an appeal"),
        pytest.param(boilerplate.NEWSLETTERS, "Sign up for our weekly newsletter", id="a newsletter"),
        pytest.param(boilerplate.CLOSING_CREDITS, "Reporting by Anna Reed", id="a closing credit"),
        pytest.param(boilerplate.NOTICES, "Tutti i diritti riservati", id="a copyright notice"),
    ],
)
def test_a_line_of_boilerplate_matches_its_table(table: dict[str, str], line: str) -> None:
    assert re.match(one_of(table), line, re.IGNORECASE)


@pytest.mark.parametrize(
    "table",
    [boilerplate.CERTAIN_RELATED_LINKS, boilerplate.EMBEDS, boilerplate.APPEALS, boilerplate.CLOSING_CREDITS],
)
@pytest.mark.parametrize("line", ["The bridge is open again.", "She read the letter twice.", "Die Brücke ist offen."])
def test_a_sentence_of_a_story_matches_no_table(table: dict[str, str], line: str) -> None:
    assert re.match(one_of(table), line, re.IGNORECASE) is None
