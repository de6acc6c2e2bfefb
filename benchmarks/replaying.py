"""The replay of real pages as a subprocess, and what a page costs in a worker."""

import json
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from newsarchive.ingest import prepare
from newsarchive.outlet import Outlet
from newsarchive.records import Page


class Replay:
    """`replay.py` on a free port of loopback, for the length of a with block."""

    def __init__(self, shared: Path, *options: str):
        self._command = [sys.executable, str(shared / "tools" / "replay.py"), "--port", "0", *options]
        self._command += ["--truth", str(shared / "corpus" / "index.jsonl")]

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        self.address: str = json.loads(self._process.stdout.readline())["listening"]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.communicate()

    @property
    def cpu_seconds(self) -> float:
        """User and system time so far."""
        times = psutil.Process(self._process.pid).cpu_times()
        return times.user + times.system


def timed(page: Page, outlet: Outlet) -> float:
    """CPU seconds that preparing page takes; runs in a worker, which knows modules but not the script."""
    began = time.process_time()
    prepare(page, outlet)
    return time.process_time() - began
