"""Hosts that workers may still ask are known to the next crawl, until their time is over."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive import clock
from newsarchive.crawl.http import lent_hosts
from newsarchive.crawl.http.hosts import Hosts
from newsarchive.crawl.http.lent_hosts import LentHosts, Loan

POST = Hosts(frozenset({"feeds.example:81"}), frozenset({"post.example"}))
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> dict:
    """The clocks of this machine: seconds since its start, which start that was, and the time."""
    known = {"seconds": 1000.0, "boot": "first", "now": NOW}
    monkeypatch.setattr(lent_hosts, "boot_seconds", lambda: known["seconds"])
    monkeypatch.setattr(lent_hosts, "boot_id", lambda: known["boot"])
    monkeypatch.setattr(clock, "now", lambda: known["now"])
    return known


def test_the_next_process_knows_a_loan_until_it_is_over(tmp_path: Path, machine: dict):
    LentHosts(tmp_path / "a.db").lend("first", POST, 60)
    machine["seconds"] += 20
    assert LentHosts(tmp_path / "a.db").open_loans() == [Loan(POST, 40)]
    machine["seconds"] += 40
    assert LentHosts(tmp_path / "a.db").open_loans() == []


def test_after_a_restart_of_the_machine_the_time_of_day_counts(tmp_path: Path, machine: dict):
    LentHosts(tmp_path / "a.db").lend("first", POST, 60)
    machine.update(seconds=5.0, boot="second", now=NOW + timedelta(seconds=45))
    assert LentHosts(tmp_path / "a.db").open_loans() == [Loan(POST, 15)]


def test_what_is_given_back_is_free_and_others_stay(tmp_path: Path, machine: dict):
    lent = LentHosts(tmp_path / "a.db")
    lent.lend("first", POST, 60)
    lent.lend("second", Hosts(domains=frozenset({"b.example"})), 60)
    lent.give_back("first")
    lent.give_back("never lent")
    assert [loan.hosts.domains for loan in LentHosts(tmp_path / "a.db").open_loans()] == [{"b.example"}]


def test_a_damaged_file_has_no_loans(tmp_path: Path, machine: dict):
    (tmp_path / "a.db.hosts.json").write_text('{"lent": {"one": {"names": 3}, "two": []}, "learned": 7}')
    lent = LentHosts(tmp_path / "a.db")
    assert (lent.open_loans(), lent.learned("post")) == ([], ())


def test_hosts_that_were_found_out_are_learned(tmp_path: Path, machine: dict):
    LentHosts(tmp_path / "a.db").learn("post", ["b.example", "a.example:81"])
    LentHosts(tmp_path / "a.db").learn("post", ["b.example"])
    assert LentHosts(tmp_path / "a.db").learned("post") == ("//a.example:81", "//b.example")
