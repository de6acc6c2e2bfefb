"""Tasks are unpacked where they run."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from newsarchive.errors import FleetError
from newsarchive.fleet.dask_pool import fleet_pool
from newsarchive.fleet.packed_tasks import PackingExecutor
from newsarchive.settings import Settings
from tests.fleet.conftest import Start


class SlowToLoad:
    """Stands for a value whose module is loaded when it is unpacked: unpacked, it is the name of that thread."""

    def __reduce__(self) -> tuple[object, tuple[()]]:
        return this_thread, ()


def this_thread() -> str:
    return threading.current_thread().name


def is_unpacked_here(name: str) -> bool:
    return name == this_thread()


def difference(one: int, other: int) -> int:
    if one < other:
        raise FleetError(f"{one} is less")
    return one - other


def test_a_worker_loads_what_a_task_needs_in_the_thread_that_runs_it(start_cluster: Start, settings: Settings):
    cluster = start_cluster()
    with fleet_pool(cluster.scheduler_address, settings) as pool:
        assert pool.run(is_unpacked_here, SlowToLoad()).result()
        (executor,) = pool.members().values()
        assert executor.submit(is_unpacked_here, SlowToLoad()).result(timeout=60)


def test_arguments_answers_and_errors_are_those_of_the_function():
    with PackingExecutor(ThreadPoolExecutor(1)) as executor:
        assert executor.submit(difference, 5, other=3).result() == 2
        with pytest.raises(FleetError, match="2 is less"):
            executor.submit(difference, 2, other=3).result()
