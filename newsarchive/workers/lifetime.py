"""How long a process may live: not longer than the one that started it, and not past a point of time. Linux only.

Both ends are brought about by the kernel, so they also reach a process that is stopped, hangs, or is busy.
"""

import ctypes
import os
import signal
import time
from pathlib import Path

from newsarchive.errors import FleetError

# linux/prctl.h, time.h
_PR_SET_PDEATHSIG = 1
_CLOCK_BOOTTIME = 7
_TIMER_ABSTIME = 1
_NANOSECONDS = 1_000_000_000
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class _SignalEvent(ctypes.Structure):
    """struct sigevent of signal.h with SIGEV_SIGNAL, 64 bytes."""

    _fields_ = [
        ("value", ctypes.c_void_p),
        ("signal", ctypes.c_int),
        ("notify", ctypes.c_int),
        ("rest", ctypes.c_int * 12),
    ]


class _TimerSpec(ctypes.Structure):
    """struct itimerspec of time.h: the interval, and the point of time."""

    _fields_ = [(name, ctypes.c_long) for name in ("every", "every_ns", "at", "at_ns")]


def boot_seconds() -> float:
    """Seconds since this machine was started, also those in which it slept or a process was stopped.

    Raises:
        FleetError: this system has no such clock.
    """
    if not hasattr(time, "CLOCK_BOOTTIME"):
        raise FleetError("this work needs Linux: no other system has the clock and signals that it relies on")
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def boot_id() -> str:
    """What tells this run of this machine from any other, so that boot_seconds() of both can be compared."""
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError as error:
        raise FleetError(f"this work needs Linux: {_BOOT_ID} cannot be read") from error


def end_with_parent(parent: int) -> None:
    """Has the kernel kill this process when the thread that started it ends, even by kill -9.

    Ends this process at once if that has happened already: parent is the process id of the one that started it.
    """
    _check(_libc().prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0), "prctl")
    if os.getppid() != parent:
        os._exit(1)


def end_at(boot_seconds_at: float) -> None:
    """Has the kernel kill this process when boot_seconds() reaches that value, at once if it is past.

    A process that was stopped by then never runs again.
    """
    timer, event = ctypes.c_void_p(), _SignalEvent(signal=signal.SIGKILL)
    _check(_libc().timer_create(_CLOCK_BOOTTIME, ctypes.byref(event), ctypes.byref(timer)), "timer_create")
    nanoseconds = max(int(boot_seconds_at * _NANOSECONDS), 1)
    spec = _TimerSpec(at=nanoseconds // _NANOSECONDS, at_ns=nanoseconds % _NANOSECONDS)
    _check(_libc().timer_settime(timer, _TIMER_ABSTIME, ctypes.byref(spec), None), "timer_settime")


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _check(result: int, function: str) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), f"{function}: {os.strerror(ctypes.get_errno())}")
