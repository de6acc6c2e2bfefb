"""The parts of bench.py that need no corpus: where CPU time goes, and how long workers were idle."""

import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"
sys.path.insert(0, str(FOLDER))

import cpu_parts  # noqa: E402
from replaying import busy_seconds  # noqa: E402


def a_stack(*names: str) -> Any:
    """A frame of "file:function", innermost first, with the frames that called it."""
    frame = None
    for name in reversed(names):
        file, function = name.rsplit(":", 1)
        frame = SimpleNamespace(f_code=SimpleNamespace(co_filename=file, co_name=function), f_back=frame)
    return frame


LOOP = "/lib/asyncio/base_events.py:_run_once"


@pytest.mark.parametrize(
    ("stack", "part"),
    [
        (["/lib/json/decoder.py:decode", "/x/newsarchive/archive/runs.py:end_run", LOOP], "storing"),
        (["/x/newsarchive/workers/process.py:call", "/x/newsarchive/crawl/session.py:in_worker", LOOP],
         "handing pages to workers"),
        (["/x/newsarchive/crawl/http/network.py:gunzipped", "/lib/scrapy/core/engine.py:go", LOOP],
         "decompressing answers"),
        (["/lib/twisted/web/http.py:dataReceived", LOOP], "Twisted"),
        ([LOOP, "/lib/twisted/internet/asyncioreactor.py:run"], "asyncio"),
        (["/x/newsarchive/archive/runs.py:begin_run", "/lib/scrapy/crawler.py:_crawl_and_track", LOOP],
         "opening and closing outlets"),
        (["/x/main.py:main"], "the rest"),
    ],
)  # fmt: skip
def test_the_innermost_frame_of_ours_decides_what_cpu_time_was_for(stack: list[str], part: str) -> None:
    assert cpu_parts.part_of(a_stack(*stack)) == part


def test_cpu_time_is_sampled_and_waiting_is_not() -> None:
    parts = cpu_parts.CpuParts()
    with parts.sampled():
        while not parts.samples:
            sum(range(1000))
    assert set(parts.samples) == {"the rest"}


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="only Linux says how long a process was busy")
def test_the_busy_time_of_a_process_grows_and_that_of_none_is_unknown() -> None:
    before = busy_seconds(os.getpid())
    sum(range(1_000_000))
    after = busy_seconds(os.getpid())
    assert before is not None
    assert after is not None
    assert after > before
    assert busy_seconds(2**22 + 1) is None
