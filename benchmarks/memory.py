"""Whether the memory of a worker stays the same while it reads and packs the pages of the corpus again and again.

    python benchmarks/memory.py [--pages 20000] [--every 2000]     a line for each sample, then the growth

Each round over the corpus has another order. The first rounds fill the caches and the allocator, so growth is measured
from the first sample. The slowest page is given in seconds of CPU, because other work on the machine delays a page.
"""

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import psutil
from evaluate import SHARED, Row, outlet_of, page_of, read_index

from newsarchive.ingest import prepare


def main() -> int:
    """0 if the last sample is at most --allowed above the first that counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--every", type=int, default=2_000, help="pages between two samples")
    parser.add_argument("--allowed", type=float, default=0.05, help="the share of growth that is allowed")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with corpus/")
    options = parser.parse_args()
    corpus = options.shared / "corpus"
    if not (corpus / "index.jsonl").is_file():
        print(f"{corpus}: no index.jsonl there, so there is nothing to read; skipped", file=sys.stderr)
        return 0
    process = psutil.Process(os.getpid())
    samples: list[float] = []
    slowest, its_id = 0.0, ""
    began = time.monotonic()
    for number, row in enumerate(islice(in_changing_order(read_index(corpus)), options.pages), start=1):
        page, outlet = page_of(corpus, row), outlet_of(row)
        before = time.process_time()
        prepare(page, outlet)
        slowest, its_id = max((slowest, its_id), (time.process_time() - before, row["id"]))
        if number % options.every == 0:
            samples.append(process.memory_info().rss / 1e6)
            print(f"{number:6} pages  {samples[-1]:6.0f} MB  {time.monotonic() - began:6.0f} s", flush=True)
    print(f"slowest page: {slowest:.2f} s of CPU, {its_id}")
    if len(samples) < 2:
        return 0
    growth = samples[-1] / samples[0] - 1
    print(f"growth from page {options.every} to page {options.every * len(samples)}: {growth:+.1%}")
    return 0 if growth <= options.allowed else 1


def in_changing_order(rows: Sequence[Row]) -> Iterator[Row]:
    """All rows again and again without an end, each round in another order; the same orders in each run."""
    choice = random.Random(1)
    while rows:
        yield from choice.sample(rows, len(rows))


if __name__ == "__main__":
    sys.exit(main())
