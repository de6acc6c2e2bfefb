"""Tasks for any pool behind concurrent.futures.Executor: few at a time, with the results in the order of the tasks.

The pool may be in this process, on this machine or on many; this module knows none of them.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from dataclasses import dataclass
from typing import TypeVar

from newsarchive.errors import FleetError

Task = TypeVar("Task")
Result = TypeVar("Result")

# A worker has its next task when it finishes one. More would be lost with it, and would wait behind slow tasks.
_RUNNING_PER_WORKER = 2
# Results that wait for an earlier one are small; what they stand for is on disk.
_HELD_PER_WORKER = 8
# How often the number of workers is looked at while nothing finishes, and how long there may be none.
_LOOK_SECONDS = 5.0
_ALONE_SECONDS = 120.0


def scheduler_lost(name: str) -> FleetError:
    """The error that the pool of that name has lost all of its tasks."""
    return FleetError(f"{name}: the scheduler is lost; start it again, then run the command again: it continues")


@dataclass(frozen=True, slots=True)
class TaskPool:
    """An executor, and how many workers it has now. name is how messages call it.

    members are the workers by name, each as an executor whose tasks no other worker gets, also when it is lost. Both
    functions raise FleetError once the pool has lost all of its tasks. end ends the workers at once if they belong to
    this process, and says whether none of them is left.
    """

    executor: Executor
    worker_count: Callable[[], int]
    name: str
    members: Callable[[], Mapping[str, Executor]] = dict
    end: Callable[[], bool] = bool

    def run_in_order(
        self, function: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Iterator[tuple[Task, Future[Result]]]:
        """Each task with the finished future of function(task), in the order of the tasks.

        At most twice as many tasks as workers are outstanding. Tasks are taken from the iterable only as they are
        needed. When the caller stops early, tasks that have not begun are cancelled.

        Raises:
            FleetError: there has been no worker for two minutes.
        """
        waiting: deque[tuple[Task, Future[Result]]] = deque()
        coming = iter(tasks)
        try:
            while True:
                self._submit_more(function, coming, waiting)
                if not waiting:
                    return
                if waiting[0][1].done():
                    yield waiting.popleft()
                else:
                    self._wait(waiting)
        finally:
            for _, future in waiting:
                future.cancel()

    def result(self, future: Future[Result]) -> Result:
        """The result of a finished task; raises FleetError if the pool lost it, and what the function raised."""
        try:
            return future.result()
        except CancelledError as error:
            raise scheduler_lost(self.name) from error

    def run(self, function: Callable[[Task], Result], task: Task) -> Future[Result]:
        """The finished future of one task; raises FleetError as run_in_order does."""
        ((_, future),) = self.run_in_order(function, [task])
        return future

    def _submit_more(
        self, function: Callable[[Task], Result], coming: Iterator[Task], waiting: deque[tuple[Task, Future[Result]]]
    ) -> None:
        workers = max(self.worker_count(), 1)
        running = sum(not future.done() for _, future in waiting)
        while running < workers * _RUNNING_PER_WORKER and len(waiting) < workers * _HELD_PER_WORKER:
            try:
                task = next(coming)
            except StopIteration:
                return
            waiting.append((task, self.executor.submit(function, task)))
            running += 1

    def _wait(self, waiting: deque[tuple[Task, Future[Result]]]) -> None:
        """Waits until some task finishes, while there are workers."""
        alone_since: float | None = None
        running = [future for _, future in waiting if not future.done()]
        while not wait(running, timeout=_LOOK_SECONDS, return_when=FIRST_COMPLETED).done:
            if self.worker_count() > 0:
                alone_since = None
                continue
            alone_since = time.monotonic() if alone_since is None else alone_since
            if time.monotonic() - alone_since > _ALONE_SECONDS:
                raise FleetError(f"{self.name}: no worker is left; start workers, then run the command again")
