"""The CPU time of reading a page, compared with plain trafilatura, page by page in turn over the corpus.

    python benchmarks/reading.py [--every 1] [--rounds 2]      the mean and the middle page, and ours / plain;
                                                               the size of the texts' structure

Plain is `trafilatura.bare_extraction(page, with_metadata=True)`. It finds less: no kinds, sources or stubs. Each page
is read --rounds times by both, and the quickest round counts, because other work on the machine slows the others.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import trafilatura
from evaluate import SHARED, Row, outlet_of, page_of, read_index

from newsarchive.extraction.article import read_page
from newsarchive.formats.structure import structure_text

WANTED = 0.60


def main() -> int:
    """Always 0: the figures are to be read, not to be passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with corpus/")
    parser.add_argument("--every", type=int, default=1, help="read only every n-th page")
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    corpus = options.shared / "corpus"
    if not (corpus / "index.jsonl").is_file():
        print(f"{corpus}: no index.jsonl there, so there is nothing to read; skipped", file=sys.stderr)
        return 0
    rows = read_index(corpus)[:: options.every]
    both = [side_by_side(corpus, row, options.rounds) for row in rows]
    ours, plain = [one for one, _ in both], [other for _, other in both]
    print(f"{len(rows)} pages, CPU a page, the quickest of {options.rounds} rounds each\n")
    print(f"{'':<34}{'mean ms':>9}{'median ms':>11}")
    for name, spent in (("ours: every field", ours), ("plain trafilatura with metadata", plain)):
        print(f"{name:<34}{1000 * statistics.mean(spent):>9.1f}{1000 * statistics.median(spent):>11.1f}")
    print(f"\nours / plain            {sum(ours) / sum(plain):.2f}   wanted at most {WANTED}")
    print(f"of the median pages     {statistics.median(ours) / statistics.median(plain):.2f}", flush=True)
    print_structure(corpus, rows)
    return 0


def print_structure(corpus: Path, rows: Sequence[Row]) -> None:
    """The size of the texts' structure as the archive stores it, in UTF-8 like the texts."""
    articles = [article for row in rows if (article := read_page(page_of(corpus, row), outlet_of(row)).article)]
    texts = [len(article.body.encode()) for article in articles]
    sizes = [len((structure_text(article.structure) or "").encode()) for article in articles]
    shares = sorted(size / text for size, text in zip(sizes, texts, strict=True))
    print(f"\nstructure               {statistics.mean(sizes):.0f} bytes an article, of {statistics.mean(texts):.0f}")
    print(
        f"of the texts            {sum(sizes) / sum(texts):.1%}   of the median article {statistics.median(shares):.1%}"
    )


def side_by_side(corpus: Path, row: Row, rounds: int) -> tuple[float, float]:
    """The CPU seconds of one page, read by us and by plain trafilatura."""
    page, outlet = page_of(corpus, row), outlet_of(row)
    body: bytes | str = page.body if row["charset"] == "utf-8" else page.body.decode(row["charset"], "replace")
    readers = (
        lambda: read_page(page, outlet),
        lambda: trafilatura.bare_extraction(body, url=row["url"], with_metadata=True),
    )
    spent: Sequence[list[float]] = ([], [])
    for _ in range(rounds):
        for reader, seconds in zip(readers, spent, strict=True):
            seconds.append(cpu_of(reader))
    return min(spent[0]), min(spent[1])


def cpu_of(read: Callable[[], object]) -> float:
    began = time.process_time()
    read()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
