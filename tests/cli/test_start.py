"""Ctrl-C while the command is loaded, in a process of its own."""

import subprocess
import sys

import pytest

# Sends Ctrl-C to itself when the module with that name is imported.
PROGRAM = """
import os, signal, sys

class Interrupter:
    def find_spec(self, name, path=None, target=None):
        if name == sys.argv[-1]:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupter())
signal.signal(signal.SIGINT, {handler})
from newsarchive.cli.start import main
main()
"""


def ran(module: str, handler: str = "signal.default_int_handler") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", PROGRAM.format(handler=handler), "outlets", "--help", module]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("module", ["newsarchive.cli.main", "click", "newsarchive.cli.verbs.outlets"])
def test_ctrl_c_while_modules_are_loaded_shows_no_traceback(module: str):
    done = ran(module)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_a_process_that_ignores_ctrl_c_goes_on():
    done = ran("newsarchive.cli.verbs.outlets", "signal.SIG_IGN")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Usage:")
