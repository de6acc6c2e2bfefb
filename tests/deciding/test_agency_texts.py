"""Which texts are a news agency's own."""

import pytest

from newsarchive.deciding.agency_texts import is_agencys_own


@pytest.mark.parametrize(
    ("title", "source", "is_own"),
    [
        pytest.param("Reuters", None, True, id="an agency's text without a credit"),
        pytest.param("Reuters", "Reuters", True, id="credited to itself"),
        pytest.param("Associated Press", "AP", True, id="credited under its short name"),
        pytest.param("Reuters", "AFP", False, id="credited to another agency"),
        pytest.param("Rivertown Post", "Reuters", False, id="a newspaper that prints an agency's text"),
        pytest.param("Rivertown Post", None, False, id="a newspaper's own text"),
    ],
)
def test_an_agencys_own_text_is_at_the_agency_and_credited_to_nobody_else(title, source, is_own):
    assert is_agencys_own(title, source) is is_own
