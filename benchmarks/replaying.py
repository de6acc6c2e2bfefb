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

from newsarchive.archive.captures.warc_packing import pack
from newsarchive.extraction.article import read_page
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
    """What was used until a moment (seconds since 1970): CPU seconds since the start, memory in bytes.

    workers_seconds is the time for which workers were there, together; workers_busy the part of it in which they ran or
    waited for a core. Both are None where the system does not say.
    """

    at: float
    parent_cpu: float
    children_cpu: float
    replay_cpu: float
    memory: int
    parent_memory: int
    workers_seconds: float | None = None
    workers_busy: float | None = None


class Usage:
    """Samples a process, its children and the replay until it is stopped."""

    def __init__(self, pid: int, replay: Replay):
        self.samples: list[Sample] = []
        self._parent = psutil.Process(pid)
        self._children: list[psutil.Process] = []
        # By process, including those that have ended.
        self._children_cpu: dict[int, float] = {}
        # Of workers: the moment of the first look, the busy seconds at that moment, and at the last look both again.
        self._workers: dict[int, tuple[float, float, float, float]] = {}
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
                self._look_at_worker(child)
            except psutil.NoSuchProcess:
                continue
        children = sum(self._children_cpu.values())
        used = (cpu_seconds(self._parent), children, self._replay.cpu_seconds)
        return Sample(time.time(), *used, every, own, *self._workers_time())

    def _look_at_worker(self, child: psutil.Process) -> None:
        # A worker is a child of the process that starts the workers, and that is a child of the parent.
        busy = None if child.ppid() == self._parent.pid else busy_seconds(child.pid)
        if busy is not None:
            first = self._workers.get(child.pid, (time.time(), busy))[:2]
            self._workers[child.pid] = (*first, time.time(), busy)

    def _workers_time(self) -> tuple[float | None, float | None]:
        if not self._workers:
            return None, None
        seconds = sum(last - first for first, _, last, _ in self._workers.values())
        return seconds, sum(last - first for _, first, _, last in self._workers.values())


def cpu_seconds(process: psutil.Process) -> float:
    """User and system time of process so far, without its children's."""
    times = process.cpu_times()
    return times.user + times.system


def busy_seconds(pid: int) -> float | None:
    """Seconds in which a process ran or waited for a core; None where the system does not say.

    Waiting for a core counts, so that other programs on the machine do not make a process look idle.
    """
    try:
        running, waiting, _ = Path(f"/proc/{pid}/schedstat").read_text().split()
    except (OSError, ValueError):
        return None
    return (int(running) + int(waiting)) / 1e9


def timed(page: Page, outlet: Outlet) -> float:
    """CPU seconds that extracting and compressing a page takes, without what else prepare() does for storing it.

    It is in a module because a worker cannot import the script.
    """
    began = time.process_time()
    read_page(page, outlet)
    pack(page)
    return time.process_time() - began
