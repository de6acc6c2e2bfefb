"""Names of outlets are recognized without a list of all outlets; places, days and offices are not."""

import pytest

from newsarchive.extraction.names.known_outlets import KNOWN, is_capitalized, outlet_named


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("al jazeera", None, id="a known name in small letters"),
        pytest.param("AL JAZEERA", "Al Jazeera", id="a known name in capitals"),
        pytest.param("“Kommersant”", "Kommersant", id="in quotes"),
        pytest.param("Rivertown Post", "Rivertown Post", id="ends like a newspaper"),
        pytest.param("Radio Rivertown", "Radio Rivertown", id="begins like a station"),
        pytest.param("Flussanzeiger", "Flussanzeiger", id="a compound"),
        pytest.param("rivertown.net", "rivertown.net", id="a site"),
        pytest.param("川岸市日報", "川岸市日報", id="Chinese"),
    ],
)
def test_names_of_outlets_are_recognized(text: str, name: str | None) -> None:
    assert outlet_named(text) == name


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Oslo", id="a place"),
        pytest.param("Friday", id="a day"),
        pytest.param("Ministry of Health", id="an office"),
        pytest.param("Breaking News", id="a label"),
        pytest.param("Good News", id="a phrase"),
        pytest.param("Monday Post", id="a day and a word"),
        pytest.param("the river times", id="small letters"),
        pytest.param("A", id="one letter"),
        pytest.param("The One Two Three Four Five Times", id="too many words"),
    ],
)
def test_other_words_are_not_an_outlet(text: str) -> None:
    assert outlet_named(text) is None


def test_every_known_outlet_is_recognized_as_written() -> None:
    assert [name for name in KNOWN if outlet_named(name) not in KNOWN] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rivertown Post", True),
        ("Post of the River", True),
        ("24 Heures", True),
        ("河岸日報", True),
        ("Rivertown post", False),
        ("", False),
    ],
)
def test_names_begin_with_capitals(text: str, expected: bool) -> None:
    assert is_capitalized(text) is expected
