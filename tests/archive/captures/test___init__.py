"""Loading the captures does not load fsspec, and leaves it to those who need it."""

import subprocess
import sys


def test_fsspec_is_not_loaded_and_can_be_loaded_afterwards():
    code = (
        "import sys, newsarchive.archive.captures.warc_reader\n"
        "print('fsspec' in sys.modules, 'asyncio' in sys.modules)\n"
        "import fsspec; print(fsspec.__name__)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout == "False False\nfsspec\n"
