"""The workers of a scheduler are a TaskPool, and everything that can be wrong with them is one line."""

import os
import signal
import threading

import pytest
from distributed import Client, get_worker

from newsarchive.errors import FleetError, SettingsError
from newsarchive.fleet import dask_pool
from newsarchive.fleet.dask_pool import check_version, fleet_pool
from newsarchive.segments.version import this_reading_version
from newsarchive.settings import Settings
from tests.fleet.conftest import Start


def double(number: int) -> int:
    return 2 * number


def fails(number: int) -> int:
    raise FleetError(f"number {number} cannot be done")


# The workers of these tests are threads of this process.
IS_LOST = threading.Event()


def wait_until_lost(number: int) -> int:
    IS_LOST.wait(30)
    return number


def process_id(number: int) -> int:
    return os.getpid()


def test_tasks_of_a_running_scheduler_come_back_in_order(start_cluster: Start, settings: Settings):
    cluster = start_cluster(2)
    with fleet_pool(cluster.scheduler_address, settings) as pool:
        assert pool.worker_count() == 2
        assert [future.result() for _, future in pool.run_in_order(double, range(20))] == list(range(0, 40, 2))


def test_errors_of_ours_come_back_as_they_are(start_cluster: Start, settings: Settings):
    cluster = start_cluster()
    with fleet_pool(cluster.scheduler_address, settings) as pool, pytest.raises(FleetError, match="number 7 cannot"):
        pool.run(fails, 7).result()


def test_a_scheduler_of_another_version_is_refused(start_cluster: Start, settings: Settings):
    cluster = start_cluster(version="0.0.1-other")
    with (
        pytest.raises(FleetError, match=r"has version 0.0.1-other, .*install the same newsarchive"),
        fleet_pool(cluster.scheduler_address, settings),
    ):
        pass


def test_a_scheduler_of_somebody_else_is_refused(start_cluster: Start, settings: Settings):
    cluster = start_cluster(version=None)
    with (
        pytest.raises(FleetError, match="not a scheduler of newsarchive"),
        fleet_pool(cluster.scheduler_address, settings),
    ):
        pass


def test_a_scheduler_without_workers_is_named(start_cluster: Start, settings: Settings, monkeypatch):
    monkeypatch.setattr(dask_pool, "_WORKER_SECONDS", 0.2)
    cluster = start_cluster(0)
    with pytest.raises(FleetError, match=r"no workers\. Start some"), fleet_pool(cluster.scheduler_address, settings):
        pass


def test_an_address_where_nobody_answers_is_named(settings: Settings, monkeypatch):
    monkeypatch.setattr(dask_pool, "_CONNECT_SECONDS", 0.5)
    with pytest.raises(FleetError, match="no scheduler answers there"), fleet_pool("tcp://127.0.0.1:9", settings):
        pass


def test_tls_without_certificates_is_refused(settings: Settings):
    with pytest.raises(SettingsError, match="needs certificates"), fleet_pool("tls://127.0.0.1:9", settings):
        pass


def test_workers_elsewhere_are_not_ended(start_cluster: Start, settings: Settings):
    cluster = start_cluster()
    with fleet_pool(cluster.scheduler_address, settings) as pool:
        assert not pool.end()
        assert pool.run(double, 4).result() == 8


def test_a_scheduler_that_is_lost_is_one_line(start_cluster: Start, settings: Settings):
    cluster = start_cluster()

    def work() -> None:
        with fleet_pool(cluster.scheduler_address, settings) as pool:
            future = pool.executor.submit(wait_until_lost, 0)
            cluster.close(timeout=1)
            IS_LOST.set()
            future.result(timeout=30)

    with pytest.raises(FleetError, match=r"the scheduler is lost; .* it continues"):
        work()


@pytest.mark.parametrize("ask", ["members", "worker_count"])
def test_a_lost_scheduler_is_noticed_without_a_task(start_cluster: Start, settings: Settings, ask: str):
    cluster = start_cluster()

    def work() -> None:
        with fleet_pool(cluster.scheduler_address, settings) as pool:
            cluster.close(timeout=1)
            while True:
                getattr(pool, ask)()

    with pytest.raises(FleetError, match=r"the scheduler is lost; .* it continues"):
        work()


def test_workers_that_do_not_end_in_time_are_no_error(start_cluster: Start, settings: Settings, monkeypatch):
    cluster, close = start_cluster(), Client.close

    def slow(self: Client, timeout: float) -> None:
        close(self)
        raise TimeoutError(f"timed out after {timeout} s.")

    monkeypatch.setattr(dask_pool.Client, "close", slow)
    with fleet_pool(cluster.scheduler_address, settings) as pool:
        assert pool.run(double, 4).result() == 8


def test_versions_that_are_the_same_are_accepted():
    check_version(this_reading_version(), "tcp://127.0.0.1:1")


@pytest.mark.slow
@pytest.mark.parametrize("is_told", [False, True], ids=["with the block", "when they are told"])
def test_local_workers_are_other_processes_and_end(settings: Settings, is_told: bool):
    with fleet_pool("2", settings) as pool:
        numbers = {future.result() for _, future in pool.run_in_order(process_id, range(20))}
        assert len(numbers) == 2
        assert os.getpid() not in numbers
        if is_told:
            pool.executor.submit(wait_until_lost, 0)
            assert pool.end()
            assert_gone(numbers)
    assert_gone(numbers)
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def assert_gone(numbers: set[int]) -> None:
    for number in numbers:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def where(number: int) -> str:
    return get_worker().address


def test_each_worker_can_be_given_tasks_that_no_other_gets(start_cluster: Start, settings: Settings):
    cluster = start_cluster(2)
    with fleet_pool(cluster.scheduler_address, settings) as pool:
        members = pool.members()
        assert len(members) == 2
        for name, executor in members.items():
            assert {executor.submit(where, number).result(timeout=60) for number in range(4)} == {name}


def test_a_task_of_a_lost_worker_begins_nowhere_else(start_cluster: Start, settings: Settings, monkeypatch):
    monkeypatch.setattr(dask_pool, "_COUNT_SECONDS", 0)
    IS_LOST.clear()
    cluster = start_cluster(2)
    with fleet_pool(cluster.scheduler_address, settings) as pool:
        name, executor = next(iter(pool.members().items()))
        future = executor.submit(wait_until_lost, 1)
        (lost,) = [worker for worker in cluster.workers.values() if worker.address == name]
        cluster.sync(cluster.scheduler.remove_worker, lost.address, stimulus_id="a test")
        while name in pool.members():
            pass
        (other,) = pool.members().values()
        assert other.submit(double, 4).result(timeout=60) == 8
        assert not future.done()
        assert future.cancel()
        IS_LOST.set()
