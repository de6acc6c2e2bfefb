"""A forked interpreter is to its caller, and to the program in it, what a new one is."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import warm_python

SHOW = "import os, sys; print([__name__, sys.argv, os.getcwd(), os.environ.get('PLACE'), sys.stdin.read()])"


@pytest.mark.parametrize("form", ["-c", "-m", "file"])
def test_a_program_sees_what_it_sees_in_a_new_interpreter(tmp_path: Path, form: str):
    (tmp_path / "shows.py").write_text(SHOW)
    words = {"-c": ["-c", SHOW], "-m": ["-m", "shows"], "file": ["shows.py"]}[form]
    how = {
        "input": "read", "capture_output": True, "text": True, "cwd": tmp_path, "env": {**os.environ, "PLACE": "quay"},
    }  # fmt: skip
    command = [sys.executable, *words, "one", "two"]
    warm, new = warm_python.run(command, **how), subprocess.run(command, **how)
    assert new.returncode == 0
    assert (warm.stdout, warm.stderr, warm.returncode) == (new.stdout, new.stderr, new.returncode)


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("import sys; sys.exit(3)", 3),
        ("import sys; sys.exit('no')", 1),
        ("import threading; threading.Thread(target=print, args=['late']).start()", 0),
        ("raise ValueError('no')", 1),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", -signal.SIGKILL),
        # Not by the signal itself, which a new interpreter ignores in the background of a shell script.
        ("raise KeyboardInterrupt", -signal.SIGINT),
        ("import atexit, os; atexit.register(os._exit, 7)", 7),
    ],
    ids=["exit", "exit with words", "thread", "error", "killed", "Ctrl-C", "atexit"],
)
def test_it_ends_as_a_new_interpreter_ends(code: str, status: int):
    warm = warm_python.run([sys.executable, "-c", code], capture_output=True, text=True)
    new = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert warm.returncode == new.returncode == status
    assert warm.stdout == new.stdout
    assert warm.stderr.splitlines()[-1:] == new.stderr.splitlines()[-1:]


def test_it_is_a_child_that_can_be_signalled_and_leads_its_own_session():
    code = "import os, signal; print(os.getppid(), os.getsid(0) == os.getpid(), flush=True); signal.pause()"
    command = [sys.executable, "-c", code]
    with warm_python.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().split() == [str(os.getpid()), "True"]
        assert process.poll() is None
        os.killpg(process.pid, signal.SIGTERM)
        assert process.wait() == -signal.SIGTERM


def test_what_only_a_new_interpreter_reads_gets_one():
    command = [sys.executable, "-c", "import sys; print(sys.flags.optimize)"]
    done = warm_python.run(command, env={**os.environ, "PYTHONOPTIMIZE": "2"}, capture_output=True)
    assert done.stdout == b"2\n"


def test_a_program_reads_the_settings_of_its_own_environment(tmp_path: Path):
    code = "from newsarchive.crawl import settings; print(settings.USER_AGENT)"
    for contact in ("one@example.org", "two@example.org"):
        environ = {**os.environ, "NEWSARCHIVE_CONTACT": contact}
        done = warm_python.run([sys.executable, "-c", code], env=environ, cwd=tmp_path, capture_output=True, text=True)
        assert contact in done.stdout


WORKERS = """
import asyncio, os, sys
from newsarchive.workers.pool import WorkerPool
async def ask():
    async with WorkerPool(1) as pool:
        return await pool.run(os.getppid), await pool.run(os.getpid)
print(os.getpid(), *asyncio.run(ask()))
"""


def test_worker_processes_of_a_program_are_not_the_program():
    done = warm_python.run([sys.executable, "-c", WORKERS], capture_output=True, text=True, check=True)
    assert len(set(done.stdout.split())) == 3
    assert done.stderr == ""
