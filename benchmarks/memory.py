"""Whether the memory of a worker stays the same while it reads and packs the pages of the corpus again and again.

    python benchmarks/memory.py [--pages 20000] [--every 1000]     a line for each sample, then the growth

The first round over the corpus fills the caches and the allocator, so growth is measured from the sample after it.
"""

import argparse
import os
import sys
import time
from itertools import cycle, islice
from pathlib import Path

import psutil
from evaluate import SHARED, outlet_of, page_of, read_index

from newsarchive.ingest import prepare


def main() -> int:
    """0 if the last sample is at most --allowed above the first that counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--every", type=int, default=1_000, help="pages between two samples")
    parser.add_argument("--allowed", type=float, default=0.05, help="the share of growth that is allowed")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with corpus/")
    options = parser.parse_args()
    corpus = options.shared / "corpus"
    if not (corpus / "index.jsonl").is_file():
        print(f"{corpus}: no index.jsonl there, so there is nothing to read; skipped", file=sys.stderr)
        return 0
    process = psutil.Process(os.getpid())
    samples: list[float] = []
    began = time.monotonic()
    for number, row in enumerate(islice(cycle(read_index(corpus)), options.pages), start=1):
        prepare(page_of(corpus, row), outlet_of(row))
        if number % options.every == 0:
            samples.append(process.memory_info().rss / 1e6)
            print(f"{number:6} pages  {samples[-1]:6.0f} MB  {time.monotonic() - began:6.0f} s", flush=True)
    if len(samples) < 2:
        return 0
    growth = samples[-1] / samples[0] - 1
    print(f"growth from page {options.every} to page {options.every * len(samples)}: {growth:+.1%}")
    return 0 if growth <= options.allowed else 1


if __name__ == "__main__":
    sys.exit(main())
