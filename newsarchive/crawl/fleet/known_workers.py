"""The workers of a crawl: which ones came and went, what time it is on their machines, and which attempt each has."""

import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from typing import Any

from newsarchive.crawl.fleet.parts import CrawlPart
from newsarchive.crawl.fleet.task import MachineTime, PartCrawled, machine_time
from newsarchive.errors import FleetError
from newsarchive.workers.executors import TaskPool
from newsarchive.workers.lifetime import boot_seconds

# How long there may be no worker.
_ALONE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Attempt:
    """Parts that a worker has: the loan of their hosts, and when it is over at the latest, in our boot_seconds().

    parcel is the file in the shared folder without which the worker stops.
    """

    name: str
    parcel: str
    parts: tuple[CrawlPart, ...]
    ends_at: float
    future: "Future[PartCrawled]"


@dataclass(slots=True)
class KnownWorker:
    """A worker: what it does, and a reading of its machine's clock with our boot_seconds() when that was here."""

    executor: Executor
    attempt: Attempt | None = None
    _reading: "Future[MachineTime] | None" = None
    _read: MachineTime | None = None
    _read_at: float = 0.0

    @property
    def is_free(self) -> bool:
        """Whether it may be given parts. A second task would wait for the first one, and its time with it."""
        return self.attempt is None and self._read is not None

    @property
    def answers(self) -> "list[Future[Any]]":
        """What it has still to answer."""
        futures: list[Future[Any]] = [] if self.attempt is None else [self.attempt.future]
        return futures if self._reading is None or self._read is not None else [*futures, self._reading]

    def time_at(self, ours: float) -> MachineTime:
        """A time of its machine that is not later than ours, because the reading is older than its arrival here."""
        assert self._read is not None
        return MachineTime(self._read.boot, self._read.seconds + ours - self._read_at)

    def read_clock(self, pool: TaskPool) -> None:
        """Asks for a reading of its machine's clock, or notes it when it is here."""
        if self._reading is None:
            self._reading = self.executor.submit(machine_time, None)
        elif self._read is None and self._reading.done():
            self._read, self._read_at = pool.result(self._reading), boot_seconds()

    def forget_clock(self) -> None:
        """Lets the clock be read again, for a machine that may have been started again."""
        self._reading = self._read = None


class KnownWorkers:
    """The workers of pool, as far as they were looked at."""

    def __init__(self, pool: TaskPool) -> None:
        self._pool = pool
        self._workers: dict[str, KnownWorker] = {}
        self._alone_since: float | None = None

    def __iter__(self) -> Iterator[KnownWorker]:
        return iter(list(self._workers.values()))

    def __len__(self) -> int:
        return len(self._workers)

    @property
    def attempts(self) -> list[Attempt]:
        """The attempts that are under way."""
        return [worker.attempt for worker in self if worker.attempt is not None]

    def look(self) -> list[Attempt]:
        """Notes which workers came and went; the attempts that those had that went.

        Raises:
            FleetError: there has been no worker for two minutes, or the pool has lost all tasks.
        """
        members = self._pool.members()
        gone = [self._workers.pop(name) for name in self._workers.keys() - members.keys()]
        for name in members.keys() - self._workers.keys():
            self._workers[name] = KnownWorker(members[name])
        for worker in self:
            worker.read_clock(self._pool)
        self._refuse_to_be_alone()
        return [worker.attempt for worker in gone if worker.attempt is not None]

    def wait(self, seconds: float) -> None:
        """Waits for an answer of any worker, and at most so long."""
        futures = [future for worker in self for future in worker.answers]
        if futures:
            wait(futures, timeout=seconds, return_when=FIRST_COMPLETED)
        else:
            time.sleep(seconds)

    def _refuse_to_be_alone(self) -> None:
        if self._workers:
            self._alone_since = None
            return
        self._alone_since = self._alone_since or time.monotonic()
        if time.monotonic() - self._alone_since > _ALONE_SECONDS:
            raise FleetError(f"{self._pool.name}: no worker is left; start workers, then run the command again")
