"""What a page says to its readers, in many languages."""

import re
from collections.abc import Callable
from types import ModuleType

import pytest

from newsarchive.extraction.phrases import dialogues
from newsarchive.extraction.phrases.alternatives import one_of


def test_every_table_is_well_formed(check_tables: Callable[[ModuleType], None]) -> None:
    check_tables(dialogues)


@pytest.mark.parametrize(
    ("table", "line"),
    [
        pytest.param(dialogues.COOKIES, "We use cookies to improve this site", id="cookies"),
        pytest.param(dialogues.COOKIES, "Utilizamos cookies propias", id="Spanish cookies"),
        pytest.param(dialogues.COOKIES, "Мы используем файлы cookie", id="Russian cookies"),
        pytest.param(dialogues.ACCOUNTS, "Already have an account?", id="an account"),
        pytest.param(dialogues.ACCOUNTS, "Hast du noch kein Konto?", id="a German account"),
        pytest.param(dialogues.SHARING, "Partagez cet article", id="a French call to share"),
        pytest.param(dialogues.DISCLAIMERS, "This post contains affiliate links", id="a disclaimer"),
        pytest.param(dialogues.SITE_TERMS, "By using this site, you agree to our terms", id="terms"),
        pytest.param(dialogues.SITE_TERMS, "Mentions légales | Contact", id="French terms"),
    ],
)
def test_a_line_to_readers_matches_its_table(table: dict[str, str], line: str) -> None:
    assert re.match(one_of(table), line, re.IGNORECASE)


@pytest.mark.parametrize(
    "table",
    [dialogues.COOKIES, dialogues.ACCOUNTS, dialogues.SHARING, dialogues.DISCLAIMERS, dialogues.SITE_TERMS],
)
@pytest.mark.parametrize(
    "line",
    [
        "The bridge is open again.",
        "Share of the vote fell.",
        "Cookies were sold at the fair.",
        "© 2019 River Agency. All rights reserved. This report may not be broadcast.",
        "Die Seite wurde umgeblättert.",
    ],
)
def test_a_sentence_of_a_story_matches_no_table(table: dict[str, str], line: str) -> None:
    assert re.match(one_of(table), line, re.IGNORECASE) is None
