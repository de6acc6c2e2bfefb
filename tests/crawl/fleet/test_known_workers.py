"""Which workers came and went is noticed, with what they had, and times are said in the clock of a worker's machine."""

from concurrent.futures import Executor, Future
from dataclasses import replace

import pytest

from newsarchive.crawl.fleet import known_workers
from newsarchive.crawl.fleet.known_workers import Attempt, KnownWorkers
from newsarchive.crawl.fleet.task import MachineTime
from newsarchive.errors import FleetError
from newsarchive.workers.executors import TaskPool
from tests.crawl.fleet.busy_worker import BusyWorker

ATTEMPT = Attempt("crawl-1-1", "crawl-1-1.parcel", (), 1000.0, Future())


def pool_of(members: dict[str, Executor]) -> TaskPool:
    return TaskPool(BusyWorker(), lambda: len(members), "the test", lambda: members)


def test_a_worker_is_free_when_the_clock_of_its_machine_is_known_and_it_has_nothing():
    one = BusyWorker(tells_time=False)
    known = KnownWorkers(pool_of({"one": one}))
    assert known.look() == []
    (worker,) = known
    assert (worker.is_free, worker.answers) == (False, one.readings)
    one.readings[0].set_result(MachineTime("boot", 50.0))
    known.look()
    assert (worker.is_free, worker.answers) == (True, [])
    worker.attempt = ATTEMPT
    assert (worker.is_free, worker.answers, known.attempts) == (False, [ATTEMPT.future], [ATTEMPT])


def test_a_time_is_said_by_the_clock_of_the_worker_from_the_arrival_of_the_reading(monkeypatch):
    monkeypatch.setattr(known_workers, "boot_seconds", lambda: 1000.0)
    one = BusyWorker(tells_time=False)
    known = KnownWorkers(pool_of({"one": one}))
    known.look()
    one.readings[0].set_result(MachineTime("boot", 50.0))
    known.look()
    (worker,) = known
    assert worker.time_at(1060.0) == MachineTime("boot", 110.0)
    worker.forget_clock()
    known.look()
    assert (len(one.readings), worker.is_free) == (2, False)


def test_what_a_worker_had_that_went_is_told_once():
    members: dict[str, Executor] = {"one": BusyWorker(), "two": BusyWorker()}
    known = KnownWorkers(pool_of(members))
    known.look()
    for number, worker in enumerate(known):
        worker.attempt = replace(ATTEMPT, name=f"crawl-1-{number}")
    del members["one"]
    (lost,) = known.look()
    assert [lost.name, *(one.name for one in known.attempts)] in (
        ["crawl-1-0", "crawl-1-1"],
        ["crawl-1-1", "crawl-1-0"],
    )
    assert (known.look(), len(known)) == ([], 1)


def test_no_worker_for_two_minutes_is_an_error_and_a_shorter_time_is_not(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(known_workers.time, "monotonic", lambda: now[0])
    members: dict[str, Executor] = {}
    known = KnownWorkers(pool_of(members))
    for seconds in (0, 100):
        now[0] = 1000.0 + seconds
        known.look()
    members["one"] = BusyWorker()
    known.look()
    del members["one"]
    for seconds in (130, 200):
        now[0] = 1000.0 + seconds
        known.look()
    now[0] += 60
    with pytest.raises(FleetError, match="the test: no worker is left; start workers"):
        known.look()


def test_waiting_ends_with_the_first_answer(monkeypatch):
    one = BusyWorker()
    known = KnownWorkers(pool_of({"one": one}))
    known.look()
    (worker,) = known
    worker.attempt = replace(ATTEMPT, future=one.answer)
    one.answer.set_result(None)
    # Otherwise the test would take so long.
    known.wait(1000)
    worker.attempt = None
    slept: list[float] = []
    monkeypatch.setattr(known_workers.time, "sleep", slept.append)
    known.look()
    known.wait(7)
    assert slept == [7]
