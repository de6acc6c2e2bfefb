"""A Dask scheduler in this process, with workers in its threads."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from distributed import LocalCluster

from newsarchive.fleet.dask_settings import LOG_LEVEL, NO_WEB, VERSION_KEY, set_up_dask
from newsarchive.segments.version import this_reading_version
from newsarchive.settings import Settings

Start = Callable[..., LocalCluster]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(root=tmp_path, db=tmp_path / "archive.db")


@pytest.fixture
def start_cluster() -> Iterator[Start]:
    """A function that starts a cluster of so many workers; version is what its scheduler says about itself."""
    set_up_dask()
    with ExitStack() as stack:

        def start(workers: int = 1, version: str | None = this_reading_version()) -> LocalCluster:
            cluster = LocalCluster(
                n_workers=workers, threads_per_worker=1, processes=False, protocol="tcp://", dashboard_address=None,
                scheduler_kwargs=NO_WEB, silence_logs=LOG_LEVEL,
            )  # fmt: skip
            stack.callback(cluster.close)
            if version is not None:
                cluster.scheduler.set_metadata(keys=[VERSION_KEY], value=version)
            return cluster

        yield start
