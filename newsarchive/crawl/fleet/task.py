"""One part of a crawl as a task for a worker: a process of its own crawls the outlets, and their journals come back.

The process ends with the worker, and at the latest at a point of time by the clock of its machine, whatever state it
is in: see workers/lifetime.py.
"""

import hashlib
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from inspect import getmro
from pathlib import Path

from newsarchive.crawl.http.hosts import Hosts
from newsarchive.crawl.process import CrawlOptions
from newsarchive.crawl.spider import OutletSpider
from newsarchive.segments.segment import SegmentName
from newsarchive.segments.version import check_reading_version
from newsarchive.settings import Settings
from newsarchive.workers.lifetime import boot_id, boot_seconds
from newsarchive.workers.temporary_folders import TemporaryFolder, remove_abandoned

CHILD = "newsarchive.crawl.fleet.child"
# Files in the folder of a process.
TASK, RESULTS = "task", "results"
_FOLDER_PREFIX = "newsarchive-crawl-"
# The attempts that this process has begun: an engine may hand one over twice.
_begun: set[str] = set()


@dataclass(frozen=True, slots=True)
class MachineTime:
    """boot_seconds() of one run of one machine."""

    boot: str
    seconds: float


@dataclass(frozen=True, slots=True)
class CrawlTask:
    """Outlets to crawl: their names with the digests that their files must have, and the hosts that may be asked.

    name is that of this attempt. parcel is the file in the shared folder with their LentQueues; the crawl stops cleanly
    when it is deleted. No request begins once the clock of the machine is at ask_until, and the process is killed at
    ends_at. read_by is the reading version that the worker must have.
    """

    name: str
    folder: str
    parcel: str
    settings: Settings
    options: CrawlOptions
    outlets: tuple[tuple[str, str], ...]
    hosts: Hosts
    ask_until: MachineTime
    ends_at: MachineTime
    read_by: str


@dataclass(frozen=True, slots=True)
class PartCrawled:
    """The outlets that were crawled, each with its journal, and why the rest was not, in one line.

    has_begun is False where the attempt came to another machine, too late, or a second time: nothing was asked.
    """

    journals: tuple[tuple[str, SegmentName], ...] = ()
    problem: str | None = None
    has_begun: bool = True


def machine_time(_: object = None) -> MachineTime:
    """The time of this machine; raises FleetError where it has no clock that goes on while a process is stopped."""
    return MachineTime(boot_id(), boot_seconds())


def outlet_digest(spider: type[OutletSpider]) -> str:
    """What changes with every fact of an outlet, and with the code of its file and of those that it builds on."""
    found = hashlib.blake2b(repr(replace(spider.outlet, reader=None)).encode(), digest_size=16)
    for one in getmro(spider):
        if one is OutletSpider:
            break
        file = getattr(sys.modules.get(one.__module__), "__file__", None)
        found.update(Path(file).read_bytes() if file else b"")
    return found.hexdigest()


def crawl_part(task: CrawlTask) -> PartCrawled:
    """Crawls the outlets of task in a process of its own, and waits for its end.

    Raises:
        FleetError: the worker has another version, or is not on Linux.
        OSError: the process cannot be started.
    """
    check_reading_version(task.read_by)
    if task.name in _begun or boot_id() != task.ask_until.boot or boot_seconds() >= task.ask_until.seconds:
        return PartCrawled(has_begun=False)
    _begun.add(task.name)
    remove_abandoned(_FOLDER_PREFIX)
    with _folder() as folder:
        (folder / TASK).write_bytes(pickle.dumps(task))
        command = [sys.executable, "-m", CHILD, str(folder), str(os.getpid())]
        # Its warnings go where those of the worker go. It prints nothing else.
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603
        status = process.wait()
        return _crawled(folder / RESULTS, status)


def write_result(folder: Path, result: tuple[str, SegmentName] | str) -> None:
    """Notes, in the process of a task, one outlet that was crawled, or why no further one is."""
    if isinstance(result, str):
        line: dict[str, object] = {"problem": result}
    else:
        outlet_name, segment = result
        line = {"outlet": outlet_name, "journal": asdict(segment)}
    with (folder / RESULTS).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def _crawled(results: Path, status: int) -> PartCrawled:
    """What the process noted; its status says nothing more, because what it did not note is crawled again."""
    lines = results.read_text(encoding="utf-8").splitlines(keepends=True) if results.exists() else []
    # A process that is killed may leave half a line.
    noted = [json.loads(line) for line in lines if line.endswith("\n")]
    journals = tuple((one["outlet"], SegmentName(**one["journal"])) for one in noted if "outlet" in one)
    return PartCrawled(journals, next((one["problem"] for one in noted if "problem" in one), None))


@contextmanager
def _folder() -> Iterator[Path]:
    """A new folder, removed at the end, or by a later worker if this one is killed."""
    folder = TemporaryFolder(_FOLDER_PREFIX)
    try:
        yield folder.path
    finally:
        folder.remove()
