"""Processes end with the one that started them, and at their time, also while they are stopped."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from newsarchive.workers import lifetime
from newsarchive.workers.lifetime import boot_id, boot_seconds, end_with_parent
from tests.workers.other_processes import is_running, wait_until_gone

# Each is a real process; on a busy machine it takes a while until it runs.
pytestmark = pytest.mark.timeout(120)

START = "from newsarchive.workers.lifetime import boot_seconds, end_at, end_with_parent\nimport os, signal, sys, time\n"
# A parent that starts a child, says its process id, and waits for ever.
PARENT = f"""
import os, subprocess, sys, time
code = {START!r} + "end_with_parent(int(sys.argv[1])); print('ready', flush=True); time.sleep(600)"
child = subprocess.Popen([sys.executable, "-c", code, str(os.getpid())], stdout=subprocess.PIPE, text=True)
child.stdout.readline()
print(child.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def running() -> Iterator[list["subprocess.Popen[str]"]]:
    processes: list[subprocess.Popen[str]] = []
    yield processes
    for process in processes:
        process.kill()
        process.wait()
        process.stdout.close()


def start(running: list, code: str, *arguments: str) -> "subprocess.Popen[str]":
    process = subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True)
    running.append(process)
    return process


@pytest.mark.parametrize("is_stopped", [False, True], ids=["running", "stopped"])
def test_a_process_ends_when_its_parent_is_killed(running: list, is_stopped: bool):
    parent = start(running, PARENT)
    child = int(parent.stdout.readline())
    if is_stopped:
        os.kill(child, signal.SIGSTOP)
    assert is_running(child)
    parent.kill()
    wait_until_gone(child)


def test_a_process_whose_parent_is_gone_already_ends_at_once(running: list):
    code = START + "end_with_parent(int(sys.argv[1]))\nprint('still here')"
    child = start(running, code, str(os.getpid() + 1))
    assert (child.wait(), child.stdout.read()) == (1, "")


def test_a_stopped_process_is_killed_at_its_time_and_never_runs_again(running: list):
    code = START + "end_at(boot_seconds() + 0.3)\nos.kill(os.getpid(), signal.SIGSTOP)\nprint('awake')"
    child = start(running, code)
    assert (child.wait(), child.stdout.read()) == (-signal.SIGKILL, "")


def test_a_time_that_is_past_ends_a_process_at_once(running: list):
    child = start(running, START + "end_at(boot_seconds() - 5)\ntime.sleep(600)")
    assert child.wait() == -signal.SIGKILL


def test_the_clock_goes_on_and_the_boot_stays_the_same():
    before = boot_seconds()
    assert boot_seconds() >= before > 0
    assert boot_id() == boot_id() != ""


def test_a_system_without_such_a_clock_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delattr(lifetime.time, "CLOCK_BOOTTIME")
    with pytest.raises(lifetime.FleetError, match="needs Linux"):
        boot_seconds()


def test_what_the_system_refuses_is_an_error(monkeypatch: pytest.MonkeyPatch):
    class Refusing:
        def prctl(self, *args: int) -> int:
            return -1

    monkeypatch.setattr(lifetime, "_libc", Refusing)
    with pytest.raises(OSError, match="prctl"):
        end_with_parent(os.getppid())
