"""How long the statistics of a search take: attention over time, words in context, distinctive words.

    python benchmarks/statistics_of_searches.py [--articles 100000] [--rounds 3] [--archive FILE]

The archive is that of search_groups.py: --archive keeps it in FILE, or uses FILE if it exists. For each question it
prints how many articles match, and the least CPU time and clock time of the rounds in milliseconds, with a warm cache.
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from search_groups import generate, measure_generated

from newsarchive.archive.analysis.concordance import read_concordance
from newsarchive.archive.analysis.distinctive_words import read_distinctive_words
from newsarchive.archive.analysis.timeline import read_timeline
from newsarchive.archive.analysis.timeline_values import TimelineRequest
from newsarchive.archive.database import Archive
from newsarchive.archive.search.selection import SearchRequest, Selection

# The archive has eight years to the end of 2026.
TODAY = date(2026, 12, 31)
YEAR = Selection(since=date(2026, 1, 1), until=TODAY)
# As newsarchive serve opens its connections.
PRAGMAS = ("cache_size = -65536", "mmap_size = 2147483648")


def main() -> int:
    """Always 0: the figures are to be read, not to be passed."""
    return measure_generated(__doc__, "articles", generate, measure)


def timelines() -> dict[str, TimelineRequest]:
    """Kinds of timelines. w0 is the most frequent word: it is in nearly every text."""
    everywhere = ("w0",)
    return {
        "in every text, by month": TimelineRequest(everywhere, Selection()),
        "in every text, by week": TimelineRequest(everywhere, Selection(), "week"),
        "in every text, by day": TimelineRequest(everywhere, Selection(), "day"),
        "in every text, one year by week": TimelineRequest(everywhere, YEAR),
        "in every text, by month and outlet": TimelineRequest(everywhere, Selection(), split="outlet"),
        "in every text, one language": TimelineRequest(everywhere, Selection(languages=["en"])),
        "in every text, copies once": TimelineRequest(everywhere, Selection(), all_copies=False),
        "five words, by month": TimelineRequest(("w10", "w100", "w500", "w1000", "w2000"), Selection()),
        "a phrase of common words": TimelineRequest(('"w0 w1"',), Selection()),
        "a rarer word, by day": TimelineRequest(("w1000",), Selection(), "day"),
    }


def measure(archive: Archive, rounds: int) -> None:
    """Print one line for each question."""
    for pragma in PRAGMAS:
        archive.conn.execute(f"PRAGMA {pragma}")
    for name, request in timelines().items():

        def count(request: TimelineRequest = request) -> int:
            timeline = read_timeline(archive.conn, request, TODAY)
            return sum(sum(panel.articles[0]) for panel in timeline.panels)

        _print(f"timeline: {name}", count, rounds)
    for query in ("w0", "w1000", "w10000"):
        _print(
            f"concordance: {query} (places)",
            lambda query=query: len(read_concordance(archive.conn, SearchRequest(query=query), "left").lines),
            rounds,
        )
    for query in ("w100", "w1000", "w10000"):
        _print(
            f"distinctive words: {query} (articles counted)",
            lambda query=query: read_distinctive_words(archive.conn, Selection(query=query)).articles,
            rounds,
        )


def _print(name: str, ask: Callable[..., Any], rounds: int) -> None:
    cpu, clock = [], []
    for _ in range(rounds + 1):
        began, began_cpu = time.perf_counter(), time.process_time()
        found = ask()
        clock.append(time.perf_counter() - began)
        cpu.append(time.process_time() - began_cpu)
    print(f"{name:50} {found:>9,}  CPU {min(cpu) * 1000:7.0f} ms  clock {min(clock) * 1000:7.0f} ms", flush=True)


if __name__ == "__main__":
    sys.exit(main())
