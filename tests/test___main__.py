"""`python -m newsarchive`."""

import subprocess
import sys

from newsarchive import __version__


def test_the_package_can_be_run_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "newsarchive", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"newsarchive, version {__version__}\n"
