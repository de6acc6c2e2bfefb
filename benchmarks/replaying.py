"""The replay of real pages as a subprocess, the resources of processes, and the cost of a page in a worker."""

import json
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from newsarchive.ingest import prepare
from newsarchive.outlet import Outlet
from newsarchive.records import Page

SAMPLE_SECONDS = 0.1
# Looking for new processes reads all of /proc, and new workers are rare.
_SAMPLES_PER_SEARCH = 10


class Replay:
    """`replay.py` on a free loopback port, during a with block."""

    def __init__(self, shared: Path, *options: str, corpus: Path | None = None):
        self._command = [sys.executable, str(shared / "tools" / "replay.py"), "--port", "0", *options]
        self._command += ["--truth", str((corpus or shared / "corpus") / "index.jsonl")]

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        first_line = self._process.stdout.readline()
        if not first_line:
            raise SystemExit(f"{self._command[1]} did not start; its own message is above")
        self.address: str = json.loads(first_line)["listening"]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.communicate()

    @property
    def cpu_seconds(self) -> float:
        """User and system time so far, in seconds."""
        return cpu_seconds(psutil.Process(self._process.pid))


@dataclass(frozen=True)
class Sample:
    """What was used until a moment (seconds since 1970): CPU seconds since the start, memory in bytes."""

    at: float
    parent_cpu: float
    children_cpu: float
    replay_cpu: float
    memory: int
    parent_memory: int


class Usage:
    """Samples a process, its children and the replay until it is stopped."""

    def __init__(self, pid: int, replay: Replay):
        self.samples: list[Sample] = []
        self._parent = psutil.Process(pid)
        self._children: list[psutil.Process] = []
        # By process, including those that have ended.
        self._children_cpu: dict[int, float] = {}
        self._replay = replay
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._sample)
        self._thread.start()

    def stop(self) -> None:
        """Stops sampling."""
        self._stop.set()
        self._thread.join()

    def until(self, moment: float) -> Sample:
        """The last sample before moment, or the first of all."""
        return next((one for one in reversed(self.samples) if one.at <= moment), self.samples[0])

    def peak(self, moment: float) -> int:
        """The peak memory of all processes together before moment, in bytes."""
        return max((one.memory for one in self.samples if one.at <= moment), default=0)

    def _sample(self) -> None:
        number = 0
        while not self._stop.wait(SAMPLE_SECONDS):
            try:
                if number % _SAMPLES_PER_SEARCH == 0:
                    self._children = self._parent.children(recursive=True)
                self.samples.append(self._taken())
            except psutil.NoSuchProcess:
                continue
            number += 1

    def _taken(self) -> Sample:
        own = self._parent.memory_info().rss
        every = own
        for child in self._children:
            try:
                every += child.memory_info().rss
                self._children_cpu[child.pid] = cpu_seconds(child)
            except psutil.NoSuchProcess:
                continue
        children = sum(self._children_cpu.values())
        return Sample(time.time(), cpu_seconds(self._parent), children, self._replay.cpu_seconds, every, own)


def cpu_seconds(process: psutil.Process) -> float:
    """User and system time of process so far, without its children's."""
    times = process.cpu_times()
    return times.user + times.system


def timed(page: Page, outlet: Outlet) -> float:
    """CPU seconds that preparing a page takes; it is in a module because a worker cannot import the script."""
    began = time.process_time()
    prepare(page, outlet)
    return time.process_time() - began
