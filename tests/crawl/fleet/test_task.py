"""A part is crawled by a process of its own: what it noted comes back, however it ended."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from newsarchive.crawl.fleet import task as tasks
from newsarchive.crawl.fleet.task import MachineTime, PartCrawled, crawl_part, machine_time, outlet_digest
from newsarchive.crawl.registry import load_spider
from newsarchive.errors import FleetError
from newsarchive.segments.segment import SegmentName
from tests.crawl.fleet.journalled import a_task
from tests.workers.other_processes import wait_until_gone

pytestmark = pytest.mark.timeout(120)

JOURNAL = SegmentName("crawl-post-1", "abc", 3)
NOTES = f"""
import sys
from pathlib import Path
from newsarchive.crawl.fleet.task import RESULTS, write_result
from newsarchive.segments.segment import SegmentName
folder = Path(sys.argv[1])
write_result(folder, ("post", {JOURNAL!r}))
"""


@pytest.fixture
def child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Makes crawl_part start another program than the child."""

    def write(code: str) -> None:
        (tmp_path / "another_child.py").write_text(code)
        monkeypatch.setattr(tasks, "CHILD", "another_child")
        monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return write


@pytest.mark.parametrize(
    ("ending", "problem"),
    [
        ("", None),
        ("write_result(folder, 'no room')", "no room"),
        ("import os; (folder / RESULTS).open('a').write('{\"outl'); os.kill(os.getpid(), 9)", None),
    ],
    ids=["ended by itself", "with a problem", "killed while it noted something"],
)
def test_what_the_process_noted_comes_back(tmp_path: Path, child, ending: str, problem: str | None):
    child(NOTES + ending)
    assert crawl_part(a_task(tmp_path, ending)) == PartCrawled((("post", JOURNAL),), problem)
    assert not list(tmp_path.glob("newsarchive-crawl-*"))


def test_an_attempt_that_comes_too_late_elsewhere_or_twice_begins_nothing(tmp_path: Path, child):
    child("raise SystemExit('must not run')")
    now = machine_time()
    late, elsewhere = replace(now, seconds=now.seconds - 1), MachineTime("another boot", now.seconds + 100)
    assert crawl_part(a_task(tmp_path, "late", ask_until=late)) == PartCrawled(has_begun=False)
    assert crawl_part(a_task(tmp_path, "elsewhere", ask_until=elsewhere)) == PartCrawled(has_begun=False)
    assert crawl_part(a_task(tmp_path, "twice")).has_begun
    assert crawl_part(a_task(tmp_path, "twice")) == PartCrawled(has_begun=False)


def test_a_worker_of_another_version_is_refused(tmp_path: Path):
    with pytest.raises(FleetError, match="install the same newsarchive"):
        crawl_part(a_task(tmp_path, "version", read_by="0.0.1-other"))


def test_folders_of_killed_workers_are_removed_and_those_in_use_stay(tmp_path: Path, child):
    (tmp_path / "newsarchive-crawl-dead").mkdir()
    (tmp_path / "newsarchive-crawl-dead" / "lock").touch()
    child("import sys; sys.stdin.read()")
    with tasks._folder() as in_use, ThreadPoolExecutor(1) as pool:
        assert pool.submit(crawl_part, a_task(tmp_path, "sweeps")).result().has_begun
        assert {*tmp_path.glob("newsarchive-crawl-*")} == {in_use}


WORKER = """
import sys
from tests.crawl.fleet.journalled import a_task
from pathlib import Path
from newsarchive.crawl.fleet import task as tasks
tasks.CHILD = "another_child"
tasks.crawl_part(a_task(Path(sys.argv[1])))
"""


def test_the_process_ends_with_its_worker(tmp_path: Path, child):
    child(
        "import os, sys, time\nfrom newsarchive.workers.lifetime import end_with_parent\n"
        "end_with_parent(int(sys.argv[2]))\nprint(os.getpid(), file=sys.stderr, flush=True)\ntime.sleep(600)\n"
    )
    command = [sys.executable, "-c", WORKER, str(tmp_path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]) as worker:
        process = int(worker.stderr.readline())
        worker.send_signal(signal.SIGKILL)
    wait_until_gone(process)


def test_the_digest_of_an_outlet_changes_with_its_facts_and_its_code(tmp_path: Path):
    code = (
        "from newsarchive.crawl.spider import OutletSpider\nclass Post(OutletSpider):\n"
        "    name, title = 'post', 'Post'\n"
        "    home, country, language, timezone = 'https://post.example/', 'gb', 'en', 'Europe/London'\n"
    )
    digests = []
    for number, text in enumerate(
        (code, code, f"{code}    skip_urls = ['/a/']\n", f"{code}    def parse_feed(self): ...\n")
    ):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "post.py").write_text(text)
        digests.append(outlet_digest(load_spider(tmp_path / str(number) / "post.py")))
    assert digests[0] == digests[1]
    assert len(set(digests)) == 3
