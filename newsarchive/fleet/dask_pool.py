"""The workers of a Dask scheduler as a TaskPool: of a running one, or of one that lives as long as the command."""

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Executor
from contextlib import contextmanager, suppress
from dataclasses import replace

from distributed import Client, LocalCluster, Security
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from newsarchive.errors import FleetError
from newsarchive.fleet.addresses import fleet_address, worker_count
from newsarchive.fleet.dask_settings import LOG_LEVEL, NO_WEB, VERSION_KEY, WORKER, security_for, set_up_dask
from newsarchive.fleet.packed_tasks import PackingExecutor
from newsarchive.segments.version import this_reading_version
from newsarchive.settings import Settings
from newsarchive.workers.executors import TaskPool, scheduler_lost
from newsarchive.workers.interrupts import no_interrupt

_CONNECT_SECONDS = 15
# How long the first worker may take to come.
_WORKER_SECONDS = 30
# Dask kills workers that go on with a task that nobody wants after 5 s; on a busy machine all of it takes longer.
_CLOSE_SECONDS = 30
_COUNT_SECONDS = 1.0


@contextmanager
def fleet_pool(place: str, settings: Settings) -> Iterator[TaskPool]:
    """The workers at place: the address of a scheduler, or a number of workers to start on this machine.

    Raises:
        SettingsError: place is neither, or not allowed, or certificates are missing.
        FleetError: no scheduler or no worker answers, or one has another version; also inside the block, when the
            scheduler or too many workers are lost.
    """
    count = worker_count(place)
    set_up_dask()
    if count is None:
        address = fleet_address(place)
        with _lost_in_one_line(str(address)), _connected(str(address), security_for(address, settings)) as client:
            _check_scheduler(client, str(address))
            yield _pool(client, str(address))
    else:
        name = f"{count} local worker{'s' if count > 1 else ''}"
        with _lost_in_one_line(name), _local_cluster(count) as cluster, _client_of(cluster) as client:
            yield replace(_pool(client, name), end=lambda: _close(cluster))


@contextmanager
def _connected(address: str, security: Security | None) -> Iterator[Client]:
    try:
        client = Client(address, security=security, timeout=_CONNECT_SECONDS, set_as_default=False)
    except OSError as error:
        raise FleetError(
            f"{address}: no scheduler answers there, or it has other certificates. "
            f"Start one with `newsarchive fleet scheduler {address}`"
        ) from error
    try:
        yield client
    finally:
        _close(client)


def _check_scheduler(client: Client, address: str) -> None:
    check_version(client.get_metadata([VERSION_KEY], None), address)
    try:
        client.wait_for_workers(1, timeout=_WORKER_SECONDS)
    except TimeoutError as error:
        raise FleetError(
            f"{address}: the scheduler has no workers. Start some with `newsarchive fleet worker {address}`"
        ) from error


def check_version(theirs: object, address: str) -> None:
    """Raises FleetError if the scheduler at address has another version of newsarchive, or is not ours."""
    ours = this_reading_version()
    if theirs is None:
        raise FleetError(f"{address}: not a scheduler of newsarchive. Start one with `newsarchive fleet scheduler`")
    if theirs != ours:
        raise FleetError(
            f"{address}: the scheduler has version {theirs}, this machine {ours}; install the same newsarchive on all "
            "machines, then start scheduler and workers again"
        )


@contextmanager
def _client_of(cluster: LocalCluster) -> Iterator[Client]:
    client = Client(cluster, timeout=_CONNECT_SECONDS, set_as_default=False)
    try:
        yield client
    finally:
        _close(client)


@contextmanager
def _local_cluster(count: int) -> Iterator[LocalCluster]:
    # With certificates of its own, because other users of this machine reach loopback too. The thread of Dask that
    # starts here starts all workers, so none of them gets Ctrl-C.
    try:
        with no_interrupt():
            cluster = LocalCluster(
                n_workers=count,
                threads_per_worker=1,
                processes=True,
                security=Security.temporary(),
                silence_logs=LOG_LEVEL,
                memory_limit=WORKER["memory_limit"],
                dashboard_address=None,
                scheduler_kwargs=NO_WEB,
                worker_dashboard_address=None,
            )
    except (OSError, RuntimeError) as error:
        raise FleetError(f"{count} local workers cannot be started: {error}; use a smaller number") from error
    try:
        yield cluster
    finally:
        _close(cluster)


def _close(one: Client | LocalCluster) -> bool:
    """Whether all has ended. What does not end in time, as on a busy machine, ends with this process."""
    try:
        one.close(timeout=_CLOSE_SECONDS)
    except (TimeoutError, CommClosedError):
        return False
    return True


def _pool(client: Client, name: str) -> TaskPool:
    executor = PackingExecutor(client.get_executor(pure=False))
    return TaskPool(executor, _counter(client, name), name, _members(client, name))


def _check_connected(client: Client, name: str) -> None:
    """Raises FleetError if the scheduler is lost. Dask gives up all tasks then, also if it comes back a moment later.

    Who waits for a task learns it from the task. This is for the others: Dask itself tells them late, or never.
    """
    if client.status != "running":
        raise scheduler_lost(name)


def _members(client: Client, name: str) -> Callable[[], Mapping[str, Executor]]:
    """The workers by address, asked at most once a second. While the scheduler is busy, they are those of before."""
    known: dict[str, Executor] = {}
    asked_at = float("-inf")

    def members() -> Mapping[str, Executor]:
        nonlocal known, asked_at
        _check_connected(client, name)
        if time.monotonic() - asked_at >= _COUNT_SECONDS:
            with suppress(OSError, RuntimeError):
                known = {
                    one: known.get(one)
                    or PackingExecutor(
                        client.get_executor(pure=False, workers=[one], allow_other_workers=False, retries=0)
                    )
                    for one in client.nthreads()
                }
            asked_at = time.monotonic()
        return known

    return members


def _counter(client: Client, name: str) -> Callable[[], int]:
    """The number of workers, asked at most once a second."""
    known, asked_at = 0, float("-inf")

    def count() -> int:
        nonlocal known, asked_at
        _check_connected(client, name)
        if time.monotonic() - asked_at >= _COUNT_SECONDS:
            try:
                known = len(client.nthreads())
            except (OSError, RuntimeError):
                known = 0
            asked_at = time.monotonic()
        return known

    return count


@contextmanager
def _lost_in_one_line(name: str) -> Iterator[None]:
    try:
        yield
    except KilledWorker as error:
        raise FleetError(
            f"{name}: a task was given up because its workers were lost again and again; look at their machines, "
            "then run the command again: it continues"
        ) from error
    except (CancelledError, CommClosedError) as error:
        raise scheduler_lost(name) from error
