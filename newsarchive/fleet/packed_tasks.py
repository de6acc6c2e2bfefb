"""Tasks that travel as bytes, so that a worker loads what they need in the thread that runs them.

Dask unpacks a task in the thread that tells the scheduler that the worker is alive. Loading the modules of a first task
there takes seconds, and on a busy machine so long that the worker counts as lost, each time it is started again.
"""

import pickle
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any


class PackingExecutor(Executor):
    """As the executor that it is given, whose tasks it packs."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """The future of function(*args, **kwargs)."""
        return self._executor.submit(run_packed, pickle.dumps((function, args, kwargs), pickle.HIGHEST_PROTOCOL))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """As the executor's own."""
        self._executor.shutdown(wait, cancel_futures=cancel_futures)


def run_packed(task: bytes) -> Any:
    """What the task returns or raises; runs on the worker."""
    function, args, kwargs = pickle.loads(task)  # noqa: S301  (from the command, whose tasks may do anything here)
    return function(*args, **kwargs)
