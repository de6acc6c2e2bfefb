"""`newsarchive alerts`: what is open, and whether messages arrive."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from newsarchive.alerts.changes import AlertChanges, alert_changes
from newsarchive.alerts.wording import AlertMessage
from newsarchive.archive.alerts.alert_rows import open_alerts, store_changes
from newsarchive.archive.alerts.outbox import mark_failed, queue_message
from newsarchive.archive.database import Archive
from newsarchive.notifications import channels
from newsarchive.records import FindingKind
from tests.alerts.some_findings import NOW, a_finding
from tests.notifications.webhook import webhook

FEED = a_finding(None, FindingKind.FAILED, subject="network", summary="none of 3 outlets answered", advice="look")


@pytest.fixture
def with_alerts(archive: Path) -> Path:
    with Archive.open(archive, write=True) as opened:
        store_changes(opened, AlertChanges(begun=(FEED,)), NOW)
        later = NOW + timedelta(days=7)
        store_changes(opened, alert_changes(open_alerts(opened.conn), [FEED], later), later)
        message = queue_message(opened, AlertMessage("k", "title", "text"), ["alert_urls, entry 1 (ntfy)"], NOW)
        mark_failed(opened, message, "alert_urls, entry 1 (ntfy)", "the server was not reached", NOW)
    return archive


def test_open_alerts_are_listed_with_their_times_and_what_to_do(run, with_alerts: Path):
    result = run("alerts")
    assert result.status == 0
    assert "archive: failed network 2026-11-18 06:00 2026-11-20 06:00 2026-11-27 06:00" in " ".join(result.out.split())
    assert "archive: failed network: none of 3 outlets answered; look\n" in result.out
    assert "alert_urls, entry 1 (ntfy): 1 message waits: the server was not reached\n" in result.out


def test_programs_get_the_same_as_json(run, with_alerts: Path):
    rows = json.loads(run("alerts", "list", "--json").out)
    (alert,) = rows["alerts"]
    assert (alert["outlet"], alert["kind"], alert["subject"]) == (None, "failed", "network")
    assert (alert["told_at"], alert["reminded_at"]) == ("2026-11-20T06:00:00Z", "2026-11-27T06:00:00Z")
    assert rows["undelivered"][0]["messages"] == 1


def test_nothing_wrong_prints_nothing(run, archive: Path):
    assert run("alerts") == run("alerts", "list")
    assert run("alerts").out == ""
    assert json.loads(run("alerts", "--json").out) == {"alerts": [], "undelivered": []}


def test_a_test_message_goes_to_each_place_and_the_result_is_said(run, monkeypatch: pytest.MonkeyPatch):
    with webhook() as hook:
        monkeypatch.setenv("NEWSARCHIVE_ALERT_URLS", f"{hook.url} json://127.0.0.1:1/hunter2")
        result = run("alerts", "test")
        assert result.status == 1
        assert result.out == (
            "alert_urls, entry 1 (json): sent\n"
            "alert_urls, entry 2 (json): not sent: the server was not reached or refused it\n"
        )
        assert hook.titles == ["newsarchive: test message"]
        monkeypatch.setenv("NEWSARCHIVE_ALERT_URLS", hook.url)
        result = run("alerts", "test", "--json")
    assert result.status == 0
    assert json.loads(result.out) == [{"channel": "alert_urls, entry 1 (json)", "sent": True, "problem": None}]


@pytest.mark.parametrize(
    ("urls", "complaint", "status"),
    [
        pytest.param("", "alerts test: alert_urls is not set", 2, id="nowhere"),
        pytest.param("json://hunter2", "pip install 'newsarchive[alerts]'", 1, id="not installed"),
        pytest.param("hunter2", "alert_urls is not a list of addresses", 2, id="no address"),
    ],
)
def test_what_keeps_a_test_from_being_sent_is_one_line(
    run, monkeypatch: pytest.MonkeyPatch, urls: str, complaint: str, status: int
):
    monkeypatch.setattr(channels, "find_spec", lambda name: None)
    monkeypatch.setenv("NEWSARCHIVE_ALERT_URLS", urls)
    result = run("alerts", "test")
    assert result.status == status
    assert complaint in result.err
    assert len(result.err.strip().splitlines()) == 1
    assert "hunter2" not in result.out + result.err
