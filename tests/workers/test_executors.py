"""Tasks for any executor: in order, few at a time, and not for ever where no worker is left."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from newsarchive.errors import FleetError
from newsarchive.workers import executors
from newsarchive.workers.executors import TaskPool


def double(number: int) -> int:
    return 2 * number


def results(pool: TaskPool, function, tasks) -> list:
    return [(task, future.result()) for task, future in pool.run_in_order(function, tasks)]


def test_results_come_in_the_order_of_the_tasks_whatever_finishes_first():
    others_are_done = threading.Event()

    def work(number: int) -> int:
        if number == 0:
            others_are_done.wait(30)
        if number == 3:
            others_are_done.set()
        return number

    with ThreadPoolExecutor(4) as threads:
        assert results(TaskPool(threads, lambda: 2, "test"), work, range(6)) == [(one, one) for one in range(6)]


def test_at_most_twice_as_many_tasks_as_workers_are_outstanding_and_tasks_are_made_when_needed():
    made: list[int] = []
    may_go_on = threading.Event()

    def tasks() -> Iterator[int]:
        for number in range(10):
            made.append(number)
            yield number

    def work(number: int) -> int:
        may_go_on.wait(30)
        return len(made)

    with ThreadPoolExecutor(1) as threads:
        found = TaskPool(threads, lambda: 2, "test").run_in_order(work, tasks())
        threading.Timer(0.05, may_go_on.set).start()
        assert next(found)[1].result() == 4
        assert len(list(found)) == 9


def test_an_error_belongs_to_its_task_alone():
    def work(number: int) -> int:
        if number == 1:
            raise ValueError(number)
        return number

    with ThreadPoolExecutor(1) as threads:
        found = [future for _, future in TaskPool(threads, lambda: 1, "test").run_in_order(work, range(3))]
    assert [type(future.exception()) for future in found] == [type(None), ValueError, type(None)]


def test_tasks_that_nobody_wants_any_more_are_cancelled():
    may_go_on, cancelled = threading.Event(), []

    class Watching(ThreadPoolExecutor):
        def submit(self, function, /, *args):
            future = super().submit(function, *args)
            future.add_done_callback(lambda done: cancelled.append(done.cancelled()))
            return future

    with Watching(1) as threads:
        found = TaskPool(threads, lambda: 3, "test").run_in_order(
            lambda number: number or may_go_on.wait(30), [5, 0, 1, 2]
        )
        assert next(found)[1].result() == 5
        found.close()
        may_go_on.set()
    assert True in cancelled


def test_a_single_task_can_be_run():
    with ThreadPoolExecutor(1) as threads:
        assert TaskPool(threads, lambda: 1, "test").run(double, 4).result() == 8


def test_without_a_worker_it_ends_in_one_line(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(executors, "_LOOK_SECONDS", 0.01)
    monkeypatch.setattr(executors, "_ALONE_SECONDS", 0.02)

    class Idle(ThreadPoolExecutor):
        def submit(self, function, /, *args):
            return Future()

    with pytest.raises(FleetError, match="the test: no worker is left"):
        TaskPool(Idle(1), lambda: 0, "the test").run(double, 1)


def test_a_task_that_the_pool_lost_is_one_line():
    lost: Future[int] = Future()
    lost.cancel()
    pool = TaskPool(ThreadPoolExecutor(1), lambda: 1, "the test")
    with pytest.raises(FleetError, match="the test: the scheduler is lost; start it again"):
        pool.result(lost)
    assert pool.result(pool.run(double, 2)) == 4
