"""The pool with real processes. They run functions of the standard library, so that they need not import this file."""

import asyncio
import math
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from newsarchive.errors import ReaderCrashed, ReaderTimedOut
from newsarchive.workers import pool as pool_module
from newsarchive.workers.pool import WorkerPool


async def test_a_function_runs_in_another_process() -> None:
    async with WorkerPool(1) as pool:
        assert await pool.run(os.getpid) != os.getpid()
        assert await pool.run(math.sqrt, 16) == 4


async def test_a_page_that_hangs_is_stopped_and_the_next_is_read() -> None:
    async with WorkerPool(1, limit_seconds=0.5) as pool:
        with pytest.raises(ReaderTimedOut, match=r"longer than 0\.5 s"):
            await pool.run(signal.pause)
        assert await pool.run(math.sqrt, 16) == 4


async def test_a_page_that_kills_its_worker_costs_that_page_only() -> None:
    async with WorkerPool(2) as pool:
        answers = await asyncio.gather(
            *(pool.run(os._exit, 3) if number == 5 else pool.run(math.sqrt, number**2) for number in range(12)),
            return_exceptions=True,
        )
        lost = [number for number, answer in enumerate(answers) if isinstance(answer, ReaderCrashed)]
        assert lost == [5]
        assert [answer for answer in answers if not isinstance(answer, Exception)] == [n for n in range(12) if n != 5]


async def test_an_error_of_the_function_is_raised_and_its_worker_continues() -> None:
    async with WorkerPool(1) as pool:
        pid = await pool.run(os.getpid)
        with pytest.raises(ValueError, match="math domain"):
            await pool.run(math.sqrt, -1)
        assert await pool.run(os.getpid) == pid


async def test_a_timeout_error_of_the_function_is_raised_unchanged() -> None:
    async with WorkerPool(1) as pool:
        pid = await pool.run(os.getpid)
        with pytest.raises(TimeoutError, match="mine"):
            await pool.run(exec, "raise TimeoutError('mine')")
        assert await pool.run(os.getpid) == pid


async def test_a_worker_that_died_while_idle_costs_no_page() -> None:
    async with WorkerPool(1) as pool:
        os.kill(await pool.run(os.getpid), signal.SIGKILL)
        (worker,) = pool._workers
        while not worker.process.is_lost:
            await asyncio.sleep(0)
        assert await pool.run(math.sqrt, 16) == 4


async def test_a_call_whose_worker_is_killed_from_outside_is_done_by_another() -> None:
    async with WorkerPool(1) as pool:
        pid = await pool.run(os.getpid)
        (worker,) = pool._workers
        code = f"__import__('signal').pause() if __import__('os').getpid() == {pid} else __import__('os').getpid()"
        call = asyncio.create_task(pool.run(eval, code))
        while worker.last is None or worker.last.done():
            await asyncio.sleep(0)
        os.kill(pid, signal.SIGKILL)
        assert await call != pid


async def test_the_fork_server_is_replaced_when_it_was_killed() -> None:
    async with WorkerPool(1, calls_per_worker=1) as pool:
        await pool.run(os.getpid)
        killed = await pool.run(os.getppid)
        os.kill(killed, signal.SIGKILL)
        # These workers were started by the old server; the next one is started by a new one.
        for _ in range(3):
            await pool.run(os.getpid)
        assert killed not in {await pool.run(os.getppid), 1}


async def test_if_no_worker_can_be_started_the_call_fails_and_a_later_call_starts_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with WorkerPool(1) as pool:
        with monkeypatch.context() as patched:
            patched.setattr(pool_module, "WorkerProcess", _no_process)
            os.kill(await pool.run(os.getpid), signal.SIGKILL)
            with pytest.raises(ReaderCrashed, match="no process to read the page could be started"):
                await pool.run(signal.pause)
        assert await pool.run(math.sqrt, 16) == 4


def _no_process(context: object) -> None:
    raise OSError("Resource temporarily unavailable")


async def test_workers_are_renewed_after_their_number_of_pages() -> None:
    async with WorkerPool(1, calls_per_worker=2) as pool:
        pids = [await pool.run(os.getpid) for _ in range(5)]
        assert len(set(pids)) == 3
        assert pool.worker_count == 1


async def test_a_cancelled_call_frees_its_worker() -> None:
    async with WorkerPool(1) as pool:
        await pool.run(os.getpid)
        call = asyncio.create_task(pool.run(signal.pause))
        while pool.in_flight == 0:
            await asyncio.sleep(0)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert await pool.run(math.sqrt, 16) == 4


async def test_a_call_that_waits_behind_one_that_hangs_or_dies_or_is_cancelled_is_answered() -> None:
    async with WorkerPool(1, limit_seconds=0.5) as pool:
        await pool.run(os.getpid)
        hanging = asyncio.create_task(pool.run(signal.pause))
        behind = asyncio.create_task(pool.run(math.sqrt, 16))
        with pytest.raises(ReaderTimedOut):
            await hanging
        assert await behind == 4
        died = asyncio.create_task(pool.run(os._exit, 3))
        behind = asyncio.create_task(pool.run(math.sqrt, 16))
        with pytest.raises(ReaderCrashed, match="the page died"):
            await died
        assert await behind == 4
        cancelled = asyncio.create_task(pool.run(signal.pause))
        behind = asyncio.create_task(pool.run(math.sqrt, 16))
        while next(iter(pool._workers)).calls < 2:
            await asyncio.sleep(0)
        cancelled.cancel()
        assert await behind == 4


async def test_a_cancelled_waiting_call_does_not_affect_the_running_call() -> None:
    async with WorkerPool(1) as pool:
        await pool.run(os.getpid)
        at_work = asyncio.create_task(pool.run(time.sleep, 0.2))
        behind = asyncio.create_task(pool.run(math.sqrt, 16))
        while next(iter(pool._workers)).calls < 2:
            await asyncio.sleep(0)
        behind.cancel()
        assert await at_work is None


async def test_a_call_that_waits_behind_another_has_the_whole_time_limit() -> None:
    async with WorkerPool(1, limit_seconds=1) as pool:
        await pool.run(os.getpid)
        assert await asyncio.gather(pool.run(time.sleep, 0.6), pool.run(time.sleep, 0.6)) == [None, None]


async def test_bytes_in_flight_are_counted_and_callers_wait_for_room() -> None:
    async with WorkerPool(1) as pool:
        calls = [asyncio.create_task(pool.run(len, b"x" * 1000)) for _ in range(3)]
        await asyncio.sleep(0)
        assert (pool.in_flight, pool.in_flight_bytes) == (3, 3000)
        await pool.wait_for_room(1000)
        assert pool.in_flight_bytes <= 1000
        assert await asyncio.gather(*calls) == [1000, 1000, 1000]
        assert (pool.in_flight, pool.in_flight_bytes) == (0, 0)


async def test_close_ends_all_processes_and_waiting_calls() -> None:
    pool = WorkerPool(2)
    pids = {await pool.run(os.getpid) for _ in range(8)}
    hanging = [asyncio.create_task(pool.run(signal.pause)) for _ in range(4)]
    await asyncio.sleep(0)
    await pool.close()
    assert all(isinstance(error, ReaderCrashed) for error in await asyncio.gather(*hanging, return_exceptions=True))
    assert not [pid for pid in pids if is_alive(pid)]
    with pytest.raises(ReaderCrashed, match="being stopped"):
        await pool.run(os.getpid)
    await pool.close()


def is_alive(pid: int) -> bool:
    """Whether a process runs; a process that has ended but was not waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], subprocess.Popen[str]]:
    """Starts a program with a pool in a session of its own; `body` is its code."""

    def start(body: str) -> subprocess.Popen[str]:
        file = tmp_path / "program.py"
        file.write_text(
            "import asyncio, math, os, signal, sys, time\n"
            "from newsarchive.workers.pool import WorkerPool\n"
            "async def main():\n"
            "    pool = WorkerPool(2)\n"
            + textwrap.indent(textwrap.dedent(body), "    ")
            + "\nif __name__ == '__main__':\n    asyncio.run(main())\n"
        )
        return subprocess.Popen([sys.executable, str(file)], stdout=subprocess.PIPE, text=True, start_new_session=True)

    return start


def test_workers_end_when_their_parent_is_killed(program: Callable[[str], subprocess.Popen[str]]) -> None:
    process = program(
        """
        pids = set()
        while len(pids) < 2:
            pids.update(await asyncio.gather(*(pool.run(os.getpid) for _ in range(4))))
        print(*pids, flush=True)
        await asyncio.gather(pool.run(signal.pause), pool.run(signal.pause))
        """
    )
    assert process.stdout is not None
    pids = [int(pid) for pid in process.stdout.readline().split()]
    assert len(pids) == 2
    process.kill()
    # The pipe closes when the last process that has it open is gone.
    assert process.stdout.read() == ""
    process.wait()
    assert not [pid for pid in pids if is_alive(pid)]


def test_ctrl_c_to_the_whole_group_loses_no_page(program: Callable[[str], subprocess.Popen[str]]) -> None:
    process = program(
        """
        asyncio.get_running_loop().add_signal_handler(signal.SIGINT, lambda: None)
        calls = [asyncio.create_task(pool.run(time.sleep, 0.02)) for _ in range(20)]
        await calls[0]
        print("reading", flush=True)
        answers = await asyncio.gather(*calls, return_exceptions=True)
        await pool.close()
        print(sum(answer is None for answer in answers))
        """
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "reading\n"
    os.killpg(process.pid, signal.SIGINT)
    assert process.stdout.read() == "20\n"
    assert process.wait() == 0


def test_workers_do_not_run_the_programs_main_file(tmp_path: Path) -> None:
    file = tmp_path / "unguarded.py"
    file.write_text(
        "import asyncio, math\n"
        "from newsarchive.workers.pool import WorkerPool\n"
        "print('main file runs')\n"
        "async def main():\n"
        "    async with WorkerPool(2) as pool:\n"
        "        print(await pool.run(math.sqrt, 16))\n"
        "asyncio.run(main())\n"
    )
    answer = subprocess.run([sys.executable, str(file)], capture_output=True, text=True, timeout=60, check=True)
    assert answer.stdout == "main file runs\n4.0\n"
