"""How fast pages are imported from a WARC file, compared with what is possible, over the same pages in turn.

    python benchmarks/warc_speed.py [--pages 1300] [--rounds 3]

The limit is extraction and compression alone, from memory, in the same pool: cores / CPU per page. Ours is the whole
import into a new archive. The ratio by the clock is valid only if nothing else runs. The second ratio is of CPU time:
the least that a page costs, divided by what all processes used from the first record to the last.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from evaluate import SHARED, page_of, read_index
from replaying import Usage, timed

from newsarchive.archive.captures.warc_files import CaptureFiles
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.archive.database import Archive
from newsarchive.importing.warc import import_warc_files
from newsarchive.importing.warc_report import WarcReport
from newsarchive.outlet import Outlet
from newsarchive.outlet_index import OutletIndex
from newsarchive.records import Page
from newsarchive.settings import Settings
from newsarchive.workers.pool import WorkerPool

CORES = os.cpu_count() or 1
BEGAN = datetime(2026, 11, 22, tzinfo=UTC)
WANTED = 0.85


def main() -> int:
    """Always 0: the figures are to be read, not to be passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with corpus/")
    parser.add_argument("--pages", type=int, default=1300)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    corpus = options.shared / "corpus"
    if not (corpus / "index.jsonl").is_file():
        print(f"{corpus}: no index.jsonl there, so there is nothing to read; skipped", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        file = write_warc(Path(folder), pages_of(corpus, options.pages))
        rounds = [(limit(corpus, options.pages), ours(file)) for _ in range(options.rounds)]
    show(options.pages, rounds)
    return 0


def outlet_of_copy(copy: int) -> Outlet:
    """A new outlet for each round over the corpus, so that no two pages are the same article."""
    return Outlet(f"copy_{copy}", f"Copy {copy}", f"https://copy{copy}.example/", "und", "UTC",
                  domains=(f"copy{copy}.example",))  # fmt: skip


def pages_of(corpus: Path, count: int) -> Iterator[Page]:
    """The pages of the corpus again and again, each at its own address."""
    rows = read_index(corpus)
    for number in range(count):
        copy, row = number // len(rows), rows[number % len(rows)]
        page, url = page_of(corpus, row), f"https://copy{copy}.example/{row['id']}"
        yield Page(url, url, BEGAN + timedelta(seconds=number), 200, page.headers, page.body)


def write_warc(folder: Path, pages: Iterator[Page]) -> Path:
    """One file with all pages."""
    files = CaptureFiles(folder)
    for page in pages:
        files.append(pack(page))
    files.close()
    (file,) = folder.glob("*.warc.gz")
    return file


def limit(corpus: Path, count: int) -> float:
    """CPU seconds per page of extraction and compression alone."""

    async def read_all() -> list[float]:
        async with WorkerPool(CORES, preload=("newsarchive.extraction.article",)) as pool:
            return [
                spent
                for batch in batches(list(pages_of(corpus, min(count, len(read_index(corpus))))))
                for spent in await asyncio.gather(*(pool.run(timed, page, outlet_of_copy(0)) for page in batch))
            ]

    return statistics.mean(asyncio.run(read_all()))


def batches(pages: list[Page]) -> Iterator[list[Page]]:
    """A few pages at a time, so that memory does not matter."""
    for begin in range(0, len(pages), 50):
        yield pages[begin : begin + 50]


def ours(file: Path) -> dict[str, float]:
    """One whole import: pages per second by the clock, CPU seconds per page of all processes and of this one, peak."""
    reports: list[WarcReport] = []
    outlets = [outlet_of_copy(copy) for copy in range(100)]
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(root=Path(folder), db=Path(folder) / "archive.db", min_free_gb=0)
        usage, began = Usage(os.getpid(), NoReplay()), time.time()
        with Archive.open(settings.db, write=True) as archive:
            import_warc_files(archive, [file], OutletIndex(outlets).outlet_for_url, settings, done=reports.append)
            ended = time.time()
        usage.stop()
    pages, first, last = reports[0].pages, usage.until(began), usage.samples[-1]
    parent, workers = last.parent_cpu - first.parent_cpu, last.children_cpu - first.children_cpu
    return {
        "pages": pages,
        "articles": reports[0].verdicts["new"],
        "a_second": pages / (ended - began),
        "cpu": (parent + workers) / pages,
        "parent": parent / pages,
        "peak_mb": usage.peak(last.at) / 1e6,
    }


class NoReplay:
    """Stands in for the replay, which this benchmark does not use."""

    cpu_seconds = 0.0


def show(pages: int, rounds: list[tuple[float, dict[str, float]]]) -> None:
    """Prints the medians of both, side by side."""
    least = statistics.median(one for one, _ in rounds)
    middle = {name: statistics.median(one[name] for _, one in rounds) for name in rounds[0][1]}
    print(
        f"{pages} pages, {len(rounds)} rounds in turn, medians; {CORES} cores; {middle['articles']:.0f} new articles\n"
    )
    print(f"limit: extraction and compression   {1000 * least:6.1f} ms CPU a page   {CORES / least:6.1f} pages/s")
    print(f"import, all processes               {1000 * middle['cpu']:6.1f} ms CPU a page   "
          f"{middle['a_second']:6.1f} pages/s by the clock")  # fmt: skip
    print(f"  of which reads the file, writes   {1000 * middle['parent']:6.1f} ms; memory {middle['peak_mb']:.0f} MB")
    print(f"\nimport / limit, by the clock        {middle['a_second'] * least / CORES:.2f}   wanted {WANTED}")
    print(f"import / limit, by CPU              {least / middle['cpu']:.2f}   wanted {WANTED}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
