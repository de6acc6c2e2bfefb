"""The values that the parts of the program pass to each other."""

import pickle
from datetime import UTC, date, datetime

import pytest

from newsarchive.records import FINAL, Article, Author, Memento, Outcome, Page, Sighting, Stamp

AT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
DAY = Stamp(date(2026, 11, 20))
MORNING = Stamp(date(2026, 11, 20), AT)
NEXT_DAY = Stamp(date(2026, 11, 21))


def a_page(**facts) -> Page:
    url = "https://rivertownpost.example/a"
    headers = (("Content-Type", "text/html"), ("X-Note", "first"), ("x-note", "second"))
    return Page(url, url, AT, 200, headers, b"<p>A page.</p>", **facts)


@pytest.mark.parametrize(
    ("published", "modified", "newest"),
    [
        pytest.param(None, None, None, id="no date"),
        pytest.param(DAY, None, DAY, id="published only"),
        pytest.param(None, MORNING, MORNING, id="modified only"),
        pytest.param(MORNING, NEXT_DAY, NEXT_DAY, id="modified later"),
        pytest.param(NEXT_DAY, MORNING, NEXT_DAY, id="modified before it was published"),
        pytest.param(DAY, MORNING, MORNING, id="a time counts more than its day alone"),
    ],
)
def test_a_sighting_is_as_new_as_its_latest_date(published, modified, newest):
    sighting = Sighting("https://rivertownpost.example/a", "feed", "feed", published=published, modified=modified)
    assert sighting.newest == newest


@pytest.mark.parametrize(
    ("name", "value"), [("content-type", "text/html"), ("X-NOTE", "first"), ("ETag", None)], ids=str
)
def test_a_header_is_found_in_any_case_and_the_first_one_counts(name, value):
    assert a_page().header(name) == value


def test_every_outcome_is_final_retried_or_pending():
    retried = {outcome for outcome in Outcome if outcome.is_retried}
    final = {outcome for outcome in Outcome if outcome.is_final}
    assert final == FINAL
    assert retried | final | {Outcome.PENDING} == set(Outcome)
    assert not retried & final
    assert Outcome.PENDING not in retried | final


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (
            a_page(memento=Memento("https://web.example/web/20261120083000id_/https://rivertownpost.example/a", AT)),
            "body",
        ),
        (
            Article("rivertown_post", "Ferry", "The ferry is back.", authors=(Author("A. Reed"),), published=MORNING),
            "url",
        ),
    ],
    ids=["page", "article"],
)
def test_values_can_be_pickled_and_not_changed(value, field):
    assert pickle.loads(pickle.dumps(value)) == value
    with pytest.raises(AttributeError):
        setattr(value, field, None)
