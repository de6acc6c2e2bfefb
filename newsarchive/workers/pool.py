"""A pool of worker processes. A call that hangs, or kills its process twice, loses that call and no other.

The standard library's pool breaks completely when one worker dies, and cannot stop a hanging task. So each worker here
has its own process, which is replaced when it is lost. The pool runs any top-level function that can be pickled.
"""

import asyncio
import multiprocessing
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.context import ForkServerContext
from types import TracebackType
from typing import Any, Never, TypeVar

from newsarchive.errors import ReaderCrashed, ReaderTimedOut
from newsarchive.workers.process import ProcessLost, WorkerProcess

Result = TypeVar("Result")

DEFAULT_LIMIT_SECONDS = 30.0
# A worker's memory does not grow over 5,000 pages. A new worker after this many calls limits a leak on unusual pages.
CALLS_PER_WORKER = 2_000
# How long a new worker may take to answer for the first time. After that, the machine may be out of processes.
_START_SECONDS = 60.0
# A new worker can die before it is ready (Ctrl-C while it starts). More failures in a row than this are an error.
_MOST_STARTS = 5
# How often a call may lose its worker. The first time, the system may have killed it to free memory for other programs.
# A page that kills its worker does so again.
_MOST_DEATHS = 2
# The running call and the next one, so that a worker is never idle while the event loop is busy.
_CALLS_PER_WORKER = 2


_NO_WORKER = "no process to read the page could be started; the machine may be out of memory"


class _Worker:
    """A process, the number of its finished calls, and its waiting calls."""

    def __init__(self, context: ForkServerContext) -> None:
        self.process = WorkerProcess(context)
        # Called at once, so that the start of the process does not count as time of the first call.
        self.started = self.process.call(os.getpid)
        self.finished = 0
        self.calls = 0
        # The last call; the next one waits for it.
        self.last: asyncio.Future[Any] | None = None
        # The call because of which the process was killed.
        self.killed_because_of: asyncio.Future[Any] | None = None


class _NotStarted(Exception):
    """The worker was lost before it started this call; another worker can do it."""


class _Died(Exception):
    """The worker died during this call."""


class WorkerPool:
    """Runs functions in `workers` processes (default: one per core), one at a time in each. For one event loop.

    A call waits for a free worker. in_flight counts the calls that wait or run, in_flight_bytes the bytes of their
    arguments. Callers that want to limit these bytes call wait_for_room().

    preload: modules that are imported once, in the server process from which workers are forked. With those that read
    pages, a new worker is ready in 0.02 s instead of 0.4 s.
    """

    def __init__(
        self,
        workers: int | None = None,
        limit_seconds: float = DEFAULT_LIMIT_SECONDS,
        calls_per_worker: int = CALLS_PER_WORKER,
        preload: Sequence[str] = (),
    ) -> None:
        self.limit_seconds = limit_seconds
        self.in_flight = 0
        self.in_flight_bytes = 0
        self._calls_per_worker = calls_per_worker
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(list(preload))
        self._workers: set[_Worker] = set()
        self._ending: set[asyncio.Task[None]] = set()
        self._answered = asyncio.Condition()
        self._closed = False
        self._count = workers or os.cpu_count() or 1
        self._places = asyncio.Semaphore(self._count * _CALLS_PER_WORKER)
        self._start_missing()

    async def __aenter__(self) -> "WorkerPool":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    @property
    def worker_count(self) -> int:
        """The number of processes."""
        return len(self._workers)

    async def run(self, function: Callable[..., Result], *args: Any) -> Result:
        """What function(*args) returns in a worker.

        Raises:
            ReaderTimedOut: it took longer than limit_seconds; its worker was stopped.
            ReaderCrashed: two workers died during the call, no worker could be started, or the pool is closed.
            Exception: what function itself raised; its worker continues.
        """
        size = sum(map(_bytes_in, args))
        self.in_flight += 1
        self.in_flight_bytes += size
        try:
            return await self._answer(function, *args)
        finally:
            self.in_flight -= 1
            self.in_flight_bytes -= size
            async with self._answered:
                self._answered.notify_all()

    async def wait_for_room(self, most_bytes: int) -> None:
        """Wait until no more than most_bytes are in flight."""
        async with self._answered:
            await self._answered.wait_for(lambda: self.in_flight_bytes <= most_bytes)

    async def close(self) -> None:
        """End every process and wait for its end; calls that still wait or run get ReaderCrashed."""
        self._closed = True
        for worker in list(self._workers):
            self._retire(worker, at_once=True)
        await asyncio.gather(*self._ending)

    def kill(self) -> None:
        """End every process without waiting, for a program that must end at once."""
        self._closed = True
        for worker in self._workers:
            worker.process.kill()

    async def _answer(self, function: Callable[..., Result], *args: Any) -> Result:
        deaths = 0
        for _ in range(_MOST_STARTS):
            async with self._places:
                self._refuse_if_closed()
                worker = self._least_busy()
                worker.calls += 1
                try:
                    return await self._answer_of(worker, function, *args)
                except _NotStarted:
                    self._replace(worker)
                except _Died as error:
                    self._replace(worker)
                    deaths += 1
                    if deaths == _MOST_DEATHS:
                        raise ReaderCrashed("the process that read the page died, and so did another one") from error
                finally:
                    worker.calls -= 1
        raise ReaderCrashed(_NO_WORKER)

    def _start_missing(self) -> None:
        while len(self._workers) < self._count:
            self._workers.add(_Worker(self._context))

    def _least_busy(self) -> _Worker:
        # If a lost worker could not be replaced, the others do its work.
        with suppress(OSError):
            self._start_missing()
        if not self._workers:
            raise ReaderCrashed(_NO_WORKER)
        return min(self._workers, key=lambda worker: worker.calls)

    async def _answer_of(self, worker: _Worker, function: Callable[..., Result], *args: Any) -> Result:
        await self._until_ready(worker)
        try:
            answer = worker.process.call(function, *args)
        except ProcessLost as error:
            raise _NotStarted from error
        before, worker.last = worker.last, answer
        try:
            if before is not None and not before.done():
                await asyncio.wait({before})
            done, _ = await asyncio.wait({answer}, timeout=self.limit_seconds)
        except asyncio.CancelledError:
            self._kill_because_of(worker, answer)
            raise
        if not done:
            self._kill_because_of(worker, answer)
            raise ReaderTimedOut(f"reading took longer than {self.limit_seconds:g} s and was stopped")
        if _is_lost(answer):
            self._raise_lost(worker, answer, before)
        worker.finished += 1
        if worker.finished >= self._calls_per_worker:
            self._replace(worker, at_once=False)
        result: Result = answer.result()
        return result

    async def _until_ready(self, worker: _Worker) -> None:
        if not worker.started.done():
            await asyncio.wait({worker.started}, timeout=_START_SECONDS)
        self._refuse_if_closed()
        if not worker.started.done() or _is_lost(worker.started):
            raise _NotStarted

    def _raise_lost(self, worker: _Worker, answer: asyncio.Future[Any], before: asyncio.Future[Any] | None) -> Never:
        """Raises _Died if the worker was lost during this call, _NotStarted if because of another call."""
        self._refuse_if_closed()
        was_killed_for_another = worker.killed_because_of not in (None, answer)
        if was_killed_for_another or (before is not None and _is_lost(before)):
            raise _NotStarted
        raise _Died

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise ReaderCrashed("the page was not read because the worker processes are being stopped")

    def _kill_because_of(self, worker: _Worker, answer: asyncio.Future[Any]) -> None:
        if worker.killed_because_of is None:
            worker.killed_because_of = answer
        self._replace(worker)
        # Nobody waits for this answer, so the lost process must not be reported for it.
        answer.cancel()

    def _replace(self, worker: _Worker, *, at_once: bool = True) -> None:
        if worker in self._workers:
            self._retire(worker, at_once=at_once)
            if not self._closed:
                with suppress(OSError):
                    self._start_missing()

    def _retire(self, worker: _Worker, *, at_once: bool) -> None:
        self._workers.remove(worker)
        if at_once:
            worker.process.kill()
        worker.process.end()
        ending = asyncio.ensure_future(asyncio.to_thread(worker.process.join))
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)


def _is_lost(answer: asyncio.Future[Any]) -> bool:
    """Whether the process is gone, so that no answer will come."""
    return answer.cancelled() or isinstance(answer.exception(), ProcessLost)


def _bytes_in(value: object) -> int:
    """The size of an argument that is bytes or has a body of bytes, else 0."""
    body = getattr(value, "body", value)
    return len(body) if isinstance(body, bytes) else 0
