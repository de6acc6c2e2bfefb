"""Lines at which a text ends because the rest must be paid for."""

import re
from collections.abc import Callable
from types import ModuleType

import pytest

from newsarchive.extraction.phrases import paywalls
from newsarchive.extraction.phrases.alternatives import one_of


def test_every_table_is_well_formed(check_tables: Callable[[ModuleType], None]) -> None:
    check_tables(paywalls)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Subscribe to continue reading", id="English"),
        pytest.param("Jetzt weiterlesen: abonnieren", id="German"),
        pytest.param("La suite est réservée aux abonnés", id="French"),
        pytest.param("Suscríbete para seguir leyendo", id="Spanish"),
        pytest.param("この記事は有料会員限定です", id="Japanese"),
    ],
)
def test_a_line_that_asks_for_a_subscription_matches(line: str) -> None:
    assert re.match(one_of(paywalls.PAYWALL), line, re.IGNORECASE)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Subscribers of the old paper met on Friday.", id="about subscribers"),
        pytest.param("The rest of the bridge is closed.", id="about a rest"),
        pytest.param("Die Leserinnen lesen weiter gern.", id="about readers"),
    ],
)
def test_a_sentence_of_a_story_does_not_match(line: str) -> None:
    assert re.match(one_of(paywalls.PAYWALL), line, re.IGNORECASE) is None
