"""A worker for tests: the clock of its machine can be read, and its part is answered when the test says so."""

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from newsarchive.crawl.fleet.task import CrawlTask, MachineTime, machine_time


class BusyWorker(Executor):
    """`task` is what it was given, `answer` its future; `readings` are the futures of its clock, answered or not."""

    def __init__(self, *, tells_time: bool = True) -> None:
        self.task: CrawlTask | None = None
        self.answer: Future[Any] = Future()
        self.has_begun = threading.Event()
        self.readings: list[Future[MachineTime]] = []
        self._tells_time = tells_time

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        if function is machine_time:
            self.readings.append(Future())
            if self._tells_time:
                self.readings[-1].set_result(machine_time())
            return self.readings[-1]
        self.task = args[0]
        self.has_begun.set()
        return self.answer
