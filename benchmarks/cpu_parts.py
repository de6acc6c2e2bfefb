"""Where the CPU time of a crawl's parent process goes: samples of its stack, each counted for one part of the program.

The system sends a signal after every few milliseconds of CPU time, so waiting does not count.
"""

import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SAMPLE_SECONDS = 0.004

# The first part one of whose words is in the file and function of a frame; the innermost frame decides. A word with a
# colon names a function in a file.
PARTS = {
    "decompressing answers": ("network.py:gunzipped",),
    "storing": ("newsarchive/archive/", "newsarchive/ingest.py", "newsarchive/deciding/", "newsarchive/comparison/"),
    "handing pages to workers": ("newsarchive/workers/",),
    "newsarchive/crawl": ("newsarchive/crawl/", "newsarchive/discovery/", "newsarchive/urls.py"),
    "Scrapy": ("/scrapy/", "/pydispatch/", "/w3lib/", "/itemadapter/"),
    "Twisted": ("/twisted/",),
    "asyncio": ("/asyncio/", "/selectors.py"),
}
# What happens once for each outlet and not for each page: any frame decides.
OUTLET = ("opening and closing outlets", (":_crawl_and_track", ":create_crawler", ":spider_opened", ":spider_closed"))
REST = "the rest"


class CpuParts:
    """How many samples each part got."""

    def __init__(self) -> None:
        self.samples: Counter[str] = Counter()

    @contextmanager
    def sampled(self) -> Iterator[None]:
        """Samples this process during the block; for the main thread."""
        signal.signal(signal.SIGPROF, self._sample)
        signal.setitimer(signal.ITIMER_PROF, SAMPLE_SECONDS, SAMPLE_SECONDS)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    def _sample(self, number: int, frame: FrameType | None) -> None:
        self.samples[part_of(frame)] += 1


def part_of(frame: FrameType | None) -> str:
    """The part of the program that a stack belongs to."""
    names = []
    while frame is not None:
        names.append(f"{frame.f_code.co_filename}:{frame.f_code.co_name}")
        frame = frame.f_back
    if any(name.endswith(OUTLET[1]) for name in names):
        return OUTLET[0]
    for name in names:
        for part, words in PARTS.items():
            if any(word in name for word in words):
                return part
    return REST
