"""One worker process: each answer belongs to its call."""

import asyncio
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator

import pytest

from newsarchive.workers.process import ProcessLost, WorkerProcess


class Unpicklable(Exception):
    def __init__(self, one: int, two: int) -> None:
        super().__init__(one + two)

    def __reduce__(self) -> str:
        raise TypeError("never")


class Unreadable(Exception):
    """Can be pickled but not unpickled."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__(one + two)


def raise_unpicklable() -> None:
    raise Unpicklable(1, 2)


def raise_unreadable() -> None:
    raise Unreadable(1, 2)


def raise_deep() -> None:
    {}["deep"]


def first_of_nothing() -> None:
    next(iter(()))


def a_lock() -> object:
    return multiprocessing.get_context("forkserver").Lock()


@pytest.fixture
async def process() -> AsyncIterator[WorkerProcess]:
    called = WorkerProcess(multiprocessing.get_context("forkserver"))
    yield called
    called.kill()
    await asyncio.to_thread(called.join)


async def test_answers_come_in_the_order_of_the_calls(process: WorkerProcess) -> None:
    answers = [process.call(divmod, number, 7) for number in range(50)]
    assert await asyncio.gather(*answers) == [divmod(number, 7) for number in range(50)]


async def test_large_arguments_and_results_are_sent(process: WorkerProcess) -> None:
    large = os.urandom(5_000_000)
    calls = [process.call(bytes.upper, large) for _ in range(3)]
    assert await asyncio.gather(*calls) == [large.upper()] * 3


async def test_an_exception_has_the_traceback_of_the_process(process: WorkerProcess) -> None:
    with pytest.raises(KeyError, match="deep") as caught:
        await process.call(raise_deep)
    assert any("in raise_deep" in note for note in caught.value.__notes__)


@pytest.mark.parametrize(
    ("function", "args", "error"),
    [
        pytest.param(raise_unpicklable, (), RuntimeError, id="an error that cannot be pickled"),
        pytest.param(raise_unreadable, (), TypeError, id="an error that cannot be made again"),
        pytest.param(a_lock, (), RuntimeError, id="a result that cannot be pickled"),
        pytest.param(first_of_nothing, (), RuntimeError, id="the end of an iterator"),
        pytest.param(sys.exit, (3,), RuntimeError, id="the end of the program"),
    ],
)
async def test_an_answer_that_cannot_be_pickled_is_an_error_of_that_call(
    process: WorkerProcess, function: object, args: tuple[int, ...], error: type[Exception]
) -> None:
    with pytest.raises(error):
        await process.call(function, *args)
    assert await process.call(divmod, 9, 7) == (1, 2)


async def test_a_call_that_cannot_be_pickled_is_an_error_at_once(process: WorkerProcess) -> None:
    with pytest.raises((AttributeError, pickle.PicklingError)):
        process.call(lambda: None)
    assert await process.call(divmod, 9, 7) == (1, 2)


async def test_calls_before_the_end_are_answered_and_later_ones_are_refused(process: WorkerProcess) -> None:
    large = b"a" * 3_000_000
    slow, last = process.call(time.sleep, 0.1), process.call(bytes.upper, large)
    process.end()
    with pytest.raises(ProcessLost):
        process.call(divmod, 9, 7)
    assert [await slow, await last] == [None, large.upper()]
    await asyncio.to_thread(process.join)


async def test_calls_of_a_process_that_dies_are_lost(process: WorkerProcess) -> None:
    calls = [process.call(os.kill, await process.call(os.getpid), signal.SIGKILL), process.call(divmod, 9, 7)]
    ends = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(end) for end in ends] == [ProcessLost, ProcessLost]
    assert process.is_lost
    with pytest.raises(ProcessLost):
        process.call(divmod, 9, 7)


# A parent ends while one worker sends an answer that nobody fetches and another worker waits for a call. Usually the
# thread that watches the parent ends both; here it starts late, so that they notice the broken connection.
KILLED_PARENT = """
import asyncio, multiprocessing, os, signal, time
from newsarchive.workers.process import WorkerProcess

LATE = "import os, time; os._exit = lambda status, end=os._exit, wait=time.sleep: (wait(0.5), end(status))"

async def main():
    context = multiprocessing.get_context("forkserver")
    workers = [WorkerProcess(context) for _ in range(2)]
    await asyncio.gather(*(worker.call(exec, LATE) for worker in workers))
    for worker, size in zip(workers, (5_000_000, 1)):
        worker.call(bytes, size)
    time.sleep(0.2)
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


def test_workers_of_a_killed_parent_end_silently() -> None:
    ran = subprocess.run([sys.executable, "-c", KILLED_PARENT], capture_output=True, text=True, timeout=60)
    assert (ran.returncode, ran.stderr) == (-signal.SIGKILL, "")


# Ctrl-C reaches every process of a terminal: here while the fork server is still loading.
INTERRUPTED = """
import asyncio, multiprocessing, os, signal
from multiprocessing import forkserver
from newsarchive.workers.process import WorkerProcess

def interrupted(ensure_running=forkserver.ensure_running):
    ensure_running()
    os.killpg(0, signal.SIGINT)

async def main():
    forkserver.ensure_running = interrupted
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["newsarchive.extraction.article"])
    WorkerProcess(context)
    # The signal may reach this process only after the call above.
    await asyncio.Event().wait()

try:
    asyncio.run(main())
except KeyboardInterrupt:
    print("stopped")
"""


def test_an_interrupt_during_the_start_reaches_only_the_parent() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, timeout=60, start_new_session=True
    )
    assert (ran.stdout, ran.stderr) == ("stopped\n", "")
