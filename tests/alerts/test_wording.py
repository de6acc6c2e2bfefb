"""The words of messages, as people read them."""

from datetime import timedelta

import pytest

from newsarchive.alerts.changes import AlertChanges
from newsarchive.alerts.wording import MOST_LISTED, alert_message, trial_message
from newsarchive.records import FindingKind
from tests.alerts.some_findings import NOW, a_finding, an_alert


def test_a_message_says_what_is_wrong_since_when_and_what_to_do():
    feed = a_finding("times", FindingKind.FEED, subject="https://times.example/rss", summary="it answers 404")
    changes = AlertChanges(
        begun=(a_finding(),),
        reminded=(an_alert(2, feed),),
        over=(an_alert(3, a_finding(None, FindingKind.DISK), missing_since=NOW),),
    )
    message = alert_message(changes, "/srv/archive.db", "0a1b2c")
    assert message.title == "newsarchive: 1 new, 1 still wrong, 1 over"
    assert (
        message.text
        == """New:
  post: silent
    since 2026-11-18 06:00 UTC: No new article for 2 days.
    Run `newsarchive check post`.

Still wrong (a reminder once a week):
  times: feed https://times.example/rss
    since 2026-11-18 06:00 UTC: It answers 404.
    Run `newsarchive check post`.

Over:
  archive: disk
    from 2026-11-18 06:00 UTC to 2026-11-20 06:00 UTC

`newsarchive alerts` lists what is still wrong.
Archive /srv/archive.db, message 0a1b2c
"""
    )


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        pytest.param(AlertChanges(begun=(a_finding(),)), "newsarchive: post: silent", id="new"),
        pytest.param(AlertChanges(reminded=(an_alert(),)), "newsarchive: post: silent, still", id="reminder"),
        pytest.param(AlertChanges(over=(an_alert(missing_since=NOW),)), "newsarchive: post: silent, over", id="over"),
        pytest.param(AlertChanges(begun=(a_finding(), a_finding("b"))), "newsarchive: 2 new", id="two"),
        pytest.param(
            AlertChanges(begun=(a_finding(),), over=(an_alert(missing_since=NOW),)),
            "newsarchive: post: 1 new, 1 over",
            id="two of one outlet",
        ),
    ],
)
def test_a_title_names_a_single_finding_and_counts_several(changes: AlertChanges, title: str):
    assert alert_message(changes, "archive.db", "k").title == title


def test_words_of_strangers_stay_in_one_line_and_are_shortened():
    rude = a_finding(subject="x\r\nBcc: everybody@example.org\x1b[31m", summary="long " * 100_000)
    message = alert_message(AlertChanges(begun=(rude,)), "archive.db", "k")
    assert message.title == "newsarchive: post: silent x Bcc: everybody@example.org [31m"
    assert "\x1b" not in message.text
    assert max(map(len, message.text.splitlines())) < 400


def test_hundreds_of_findings_are_counted_not_listed():
    many = tuple(a_finding(f"outlet_{number}", since=NOW - timedelta(days=1)) for number in range(300))
    text = alert_message(AlertChanges(begun=many), "archive.db", "k").text
    assert text.count(": silent") == MOST_LISTED
    assert f"  … and {300 - MOST_LISTED} more\n" in text


def test_a_test_message_says_that_it_is_one():
    message = trial_message("archive.db", "k")
    assert message.title == "newsarchive: test message"
    assert message.text.startswith("This is a test.")
