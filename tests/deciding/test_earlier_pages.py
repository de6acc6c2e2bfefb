"""A page from an old file: between which versions it belongs, and whether it is one more."""

from datetime import timedelta

import pytest

from newsarchive.deciding.earlier_pages import Neighbours, fits_between, neighbours_at
from newsarchive.records import ArticleVersion
from tests.deciding.versions import BODY, NOW, a_version


def seen(number: int, days_ago: int, headline: str) -> ArticleVersion:
    return ArticleVersion(number, NOW - timedelta(days=days_ago), headline, None, BODY, "1+rules", None)


FIRST, SECOND, THIRD = seen(1, 9, "First"), seen(2, 6, "Second"), seen(3, 3, "Third")


@pytest.mark.parametrize(
    ("days_ago", "before", "after"),
    [
        pytest.param(10, None, FIRST, id="before the first version"),
        pytest.param(9, FIRST, SECOND, id="in the second of the first version"),
        pytest.param(7, FIRST, SECOND, id="between the first two"),
        pytest.param(1, THIRD, None, id="after the current version"),
    ],
)
def test_the_neighbours_are_the_versions_seen_before_and_after(days_ago, before, after):
    at = NOW - timedelta(days=days_ago)
    found = neighbours_at(7, [FIRST, SECOND, THIRD], at + timedelta(microseconds=900))
    assert found == Neighbours(7, at, before, after)


@pytest.mark.parametrize(
    ("headline", "before", "after", "fits"),
    [
        pytest.param("Other", FIRST, SECOND, True, id="another text than both"),
        pytest.param("Other", None, FIRST, True, id="another text before the first version"),
        pytest.param("First", FIRST, SECOND, False, id="the text of the version before"),
        pytest.param("Second", FIRST, SECOND, False, id="the text of the version after"),
        pytest.param("Other", THIRD, None, False, id="after the current version was seen"),
    ],
)
def test_a_text_fits_where_both_neighbours_differ(headline, before, after, fits):
    assert fits_between(a_version(headline=headline), Neighbours(7, NOW, before, after)) is fits
