"""A scheduler, and workers, that serve until they are stopped: what `newsarchive fleet scheduler` and `worker` run."""

import asyncio
import signal
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from distributed import Client, Nanny, Scheduler, Security
from distributed.comm.core import CommClosedError

from newsarchive.errors import FleetError
from newsarchive.fleet.addresses import FleetAddress
from newsarchive.fleet.dask_pool import check_version
from newsarchive.fleet.dask_settings import NO_WEB, VERSION_KEY, WORKER, security_for, set_up_dask
from newsarchive.segments.version import this_reading_version
from newsarchive.settings import Settings
from newsarchive.workers.interrupts import no_interrupt

_CONNECT_SECONDS = 15
_LOOK_SECONDS = 0.2
_CLOSE_SECONDS = 3


def serve_scheduler(address: FleetAddress, settings: Settings, started: Callable[[str], None]) -> None:
    """Runs a scheduler that listens at address, until Ctrl-C or SIGTERM. started is called with its address.

    Raises:
        SettingsError: certificates are missing.
        FleetError: the address cannot be used.
    """
    set_up_dask()
    security = security_for(address, settings)
    _run_until_stopped(lambda stop: _schedule(address, security, started, stop))


def serve_workers(address: FleetAddress, count: int, settings: Settings, started: Callable[[str], None]) -> None:
    """Runs that many workers for the scheduler at address, until Ctrl-C or SIGTERM, or until the scheduler is gone.

    A worker that dies is replaced.

    Raises:
        SettingsError: certificates are missing.
        FleetError: no scheduler answers, it has another version, or it is gone.
    """
    set_up_dask()
    security = security_for(address, settings)
    _run_until_stopped(lambda stop: _work(address, count, security, started, stop))


async def _schedule(
    address: FleetAddress, security: Security | None, started: Callable[[str], None], stop: asyncio.Event
) -> None:
    scheduler = Scheduler(
        host=address.host, port=address.port, protocol=f"{address.scheme}://", security=security, **NO_WEB
    )
    try:
        await scheduler
    except (OSError, ValueError, RuntimeError) as error:
        cause = error.__cause__ or error
        reason = getattr(cause, "strerror", None) or cause
        raise FleetError(f"{address}: the scheduler cannot listen there: {reason}") from error
    scheduler.set_metadata(keys=[VERSION_KEY], value=this_reading_version())
    started(scheduler.address)
    try:
        await stop.wait()
    finally:
        with suppress(TimeoutError):
            await scheduler.close(timeout=_CLOSE_SECONDS)


async def _work(
    address: FleetAddress, count: int, security: Security | None, started: Callable[[str], None], stop: asyncio.Event
) -> None:
    await _check_scheduler(str(address), security)
    # Without encryption, a worker too may listen on this machine alone.
    host = None if address.is_encrypted else address.host
    nannies = [Nanny(str(address), host=host, security=security, **WORKER) for _ in range(count)]
    try:
        await asyncio.gather(*nannies)
        started(str(address))
        await _first_of(stop.wait(), *(nanny.finished() for nanny in nannies))
        if not stop.is_set():
            raise FleetError(f"{address}: the scheduler is gone; start it, then start the workers again")
    finally:
        await asyncio.gather(*(nanny.close(timeout=_CLOSE_SECONDS) for nanny in nannies), return_exceptions=True)


async def _check_scheduler(address: str, security: Security | None) -> None:
    try:
        async with Client(address, security=security, asynchronous=True, timeout=_CONNECT_SECONDS) as client:
            check_version(await client.get_metadata([VERSION_KEY], None), address)
    except (OSError, CommClosedError) as error:
        raise FleetError(
            f"{address}: no scheduler answers there, or it has other certificates. "
            f"Start one with `newsarchive fleet scheduler {address}`"
        ) from error


async def _first_of(*waits: Coroutine[Any, Any, Any]) -> None:
    tasks = [asyncio.ensure_future(one) for one in waits]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


def _run_until_stopped(serve: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> None:
    """Runs serve in a thread, so that Ctrl-C reaches this process alone: its workers inherit the thread's signal mask.

    Raises what serve raises, and KeyboardInterrupt or SystemExit after it has ended because of a signal.
    """
    # Not Thread.join, which takes a thread for ended when a signal interrupts it.
    has_ended = threading.Event()
    failed: list[BaseException] = []
    running: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    async def run() -> None:
        stop = asyncio.Event()
        running.append((asyncio.get_running_loop(), stop))
        await serve(stop)

    def in_thread() -> None:
        try:
            asyncio.run(run())
        except BaseException as error:
            failed.append(error)
        finally:
            has_ended.set()

    thread = threading.Thread(target=in_thread, daemon=True)
    at_end = signal.signal(signal.SIGTERM, _end)
    try:
        with no_interrupt():
            thread.start()
        while not has_ended.wait(_LOOK_SECONDS):
            pass
    except (KeyboardInterrupt, SystemExit):
        for loop, stop in running:
            # It may have ended by itself.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(stop.set)
        has_ended.wait(2 * _CLOSE_SECONDS)
        raise
    finally:
        signal.signal(signal.SIGTERM, at_end)
    if failed:
        raise failed[0]


def _end(number: int, frame: object) -> None:
    raise SystemExit(128 + number)
