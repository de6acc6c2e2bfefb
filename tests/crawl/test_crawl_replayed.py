"""Real outlets, their pages replayed on loopback."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import Desk

# Each crawl is a process that takes about two seconds of one core, and much longer on a busy machine.
pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def replay(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Real pages of three outlets, replayed behind an https proxy: the environment that leads there."""
    folder = tmp_path_factory.mktemp("replay")
    ca_file, log = folder / "ca.pem", folder / "log.jsonl"
    tool, truth = shared / "tools" / "replay.py", shared / "corpus" / "labelled.jsonl"
    process = subprocess.Popen(
        [sys.executable, tool, "--truth", truth, "--port", "0", "--ca", ca_file, "--etag", "--log", log],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    address = json.loads(process.stdout.readline())["listening"]
    yield {
        "http_proxy": address,
        "https_proxy": address,
        "NEWSARCHIVE_CA_FILE": str(ca_file),
        "NEWSARCHIVE_ALLOW_PRIVATE": "127.0.0.0/8",
    }
    process.terminate()
    process.wait(10)


def test_real_outlets_are_crawled_through_the_replayed_corpus(desk: Desk, replay: dict[str, str]) -> None:
    desk.environ |= replay
    outlets = ("guardian", "tagesschau", "asahi_shimbun")
    first = desk.crawl(*outlets, since="2000-01-01")
    assert first.exit_code == 0, first.stderr
    stored = {name: len(desk.headlines(name)) for name in outlets}
    assert all(stored.values()), first.report
    second = desk.crawl(*outlets, since="2000-01-01")
    assert {name: len(desk.headlines(name)) for name in outlets} == stored
    again = {name: second.counts(name) for name in outlets}
    assert all(counts["new_articles"] == counts["revised"] == counts["same"] == 0 for counts in again.values())
