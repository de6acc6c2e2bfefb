"""What checks of a page say about whether its article is still there."""

from datetime import timedelta

import pytest

from newsarchive.deciding.withdrawal import Presence, after_page, after_request
from newsarchive.records import Outcome
from tests.deciding.versions import NOW

EARLIER = NOW - timedelta(hours=2)
TWO_DAYS_AGO = NOW - timedelta(days=2)
THERE = Presence(EARLIER, 200)
MISSED = Presence(EARLIER, 404)
MISSED_LONG = Presence(TWO_DAYS_AGO, 404)
GONE = Presence(TWO_DAYS_AGO, 404, TWO_DAYS_AGO)


@pytest.mark.parametrize(
    ("known", "shows_less", "expected"),
    [
        pytest.param(THERE, False, Presence(NOW, 200), id="still there"),
        pytest.param(GONE, False, Presence(NOW, 200), id="back again"),
        pytest.param(THERE, True, Presence(NOW, 200), id="a worse page where the article was there"),
        pytest.param(MISSED, True, MISSED, id="a worse page between two times not found"),
        pytest.param(GONE, True, GONE, id="a worse page does not bring it back"),
    ],
)
def test_a_page_that_was_there(known, shows_less, expected):
    assert after_page(known, 200, NOW, shows_less=shows_less) == expected


@pytest.mark.parametrize("shows_less", [True, False])
def test_an_unknown_status_keeps_the_last_one(shows_less):
    assert after_page(Presence(EARLIER, 203), None, NOW, shows_less=shows_less) == Presence(NOW, 203)


@pytest.mark.parametrize(
    ("known", "outcome", "status", "expected"),
    [
        pytest.param(THERE, Outcome.ARTICLE, 304, Presence(NOW, 304), id="not modified"),
        pytest.param(GONE, Outcome.ARTICLE, 200, Presence(NOW, 200), id="back again"),
        pytest.param(Presence(), Outcome.ARTICLE, 200, Presence(NOW, 200), id="never checked before"),
        pytest.param(
            Presence(NOW + timedelta(days=1), 200), Outcome.ARTICLE, 200, Presence(NOW + timedelta(days=1), 200),
            id="an older page says nothing",
        ),
        pytest.param(THERE, Outcome.NOT_FOUND, 404, Presence(NOW, 404), id="not found for the first time"),
        pytest.param(Presence(), Outcome.NOT_FOUND, 410, Presence(NOW, 410), id="not found at the first check"),
        pytest.param(MISSED, Outcome.NOT_FOUND, 410, Presence(EARLIER, 410), id="not found twice within a day"),
        pytest.param(
            MISSED_LONG, Outcome.NOT_FOUND, 404, Presence(TWO_DAYS_AGO, 404, TWO_DAYS_AGO), id="not found twice"
        ),
        pytest.param(GONE, Outcome.NOT_FOUND, 404, GONE, id="still gone"),
        pytest.param(THERE, Outcome.SERVER_ERROR, 503, Presence(EARLIER, 503), id="a server error"),
        pytest.param(MISSED, Outcome.SERVER_ERROR, 503, MISSED, id="a server error after not found"),
        pytest.param(THERE, Outcome.TIMED_OUT, None, THERE, id="no answer at all"),
    ],
)  # fmt: skip
def test_a_request_of_the_articles_own_address(known, outcome, status, expected):
    assert after_request(known, outcome, status, NOW) == expected
