"""An executor for tests that runs each task when it is submitted."""

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any


class InThisProcess(Executor):
    """spoil is called with the number of each task and its answer, and gives the answer that comes back."""

    def __init__(self, spoil: Callable[[int, Any], Any] = lambda number, answer: answer) -> None:
        self._spoil, self.submitted = spoil, 0

    def submit(self, function: Callable[..., Any], /, *args: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.submitted += 1
        try:
            # In a thread, because the caller may have an event loop, as the task has.
            with ThreadPoolExecutor(1) as thread:
                answer = thread.submit(function, *args).result()
            future.set_result(self._spoil(self.submitted, answer))
        except Exception as error:
            future.set_exception(error)
        return future
