"""Which texts must not replace a stored one."""

import pytest

from newsarchive.deciding.worse import why_worse
from tests.deciding.versions import BODY, CORRECTED, a_stored_version, a_version

LONG = "\n\n".join(f"{BODY} Day {day} brought more ships to the harbour." for day in range(4))
GATE = "Subscribe to continue reading."
PARTS = LONG.split("\n\n")


@pytest.mark.parametrize(
    ("new", "old", "reason"),
    [
        pytest.param({"body": CORRECTED}, {}, None, id="a correction"),
        pytest.param({"body": LONG}, {}, None, id="a longer text"),
        pytest.param(
            {"completeness": "stub"}, {}, "a stub, where the full text is stored", id="a stub instead of the full text"
        ),
        pytest.param({"completeness": "stub"}, {"completeness": "stub"}, None, id="a stub instead of a stub"),
        pytest.param({"body": "Ships are back."}, {"completeness": "stub"}, None, id="a short full text after a stub"),
        pytest.param({}, {"body": LONG}, "40 words, where 192 are stored", id="less than half of the words"),
        pytest.param({"headline": "Page not found"}, {}, "a page that says 'Page not found'", id="an error page"),
        pytest.param(
            {"headline": "Page not found"}, {"headline": "Page not found"}, None, id="an error page was stored"
        ),
        pytest.param(
            {"body": "\n\n".join((*PARTS[:9], GATE))},
            {"body": LONG},
            "a text that asks for a subscription, where one that does not is stored",
            id="a paywall's gate and less of the text",
        ),
        pytest.param({"body": f"{LONG}\n\n{GATE}"}, {"body": LONG}, None, id="a gate below the whole text"),
        pytest.param(
            {"body": "\n\n".join((*PARTS[:9], GATE))},
            {"body": f"{LONG}\n\n{GATE}"},
            None,
            id="a gate was stored",
        ),
    ],
)
def test_a_text_that_shows_less_is_worse(new, old, reason):
    assert why_worse(a_version(**new), a_stored_version(**old)) == reason
