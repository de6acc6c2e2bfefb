"""Score the sources that texts are credited to, on pages labelled by hand.

    python benchmarks/sources.py                       precision, recall and every miss, over the shared corpus
    python benchmarks/sources.py --corpus DIR --labels FILE

A label is {id, source, where}: the source that the page credits, under the archive's name, and where it is printed.
source is null if the page credits only its own outlet. A positive is a credit of anybody else. Rules may be tuned on
two thirds of the sites; the last third is held out.
"""

import argparse
import hashlib
import json
import multiprocessing
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from evaluate import SHARED, Row, outlet_of, page_of, read_index

from newsarchive.extraction.article import read_page
from newsarchive.extraction.names.agencies import agency_named

LABELS = Path(__file__).with_name("source_labels.jsonl")


@dataclass(frozen=True, slots=True)
class Judged:
    """The source wanted and the source read on a labelled page; None means the outlet itself."""

    id: str
    held_out: bool
    wanted: str | None
    got: str | None
    printed: str


def is_held_out(site: str) -> bool:
    return int(hashlib.sha1(site.encode()).hexdigest(), 16) % 3 == 0


def judge(corpus: Path, labels: dict[str, str | None], row: Row) -> Judged:
    """The page's label, and what is read from the page without its outlet's rules."""
    outlet = outlet_of(row).without_rules()
    article = read_page(page_of(corpus, row), outlet).article
    own = {None, outlet.title, agency_named(outlet.title)}
    wanted, got = labels[row["id"]], article.source if article else None
    return Judged(
        id=row["id"],
        held_out=is_held_out(row["site"]),
        wanted=None if wanted in own else wanted,
        got=None if got in own else got,
        printed=(article.provenance.get("source") or "") if article else "not an article",
    )


def print_scores(name: str, judged: Sequence[Judged]) -> None:
    """Prints one line: how many of the credits read are right, and how many of those printed were read."""
    right = sum(page.got is not None and page.got == page.wanted for page in judged)
    read, printed = sum(page.got is not None for page in judged), sum(page.wanted is not None for page in judged)
    print(
        f"{name:<10} {len(judged):>4} pages  precision {right}/{read} = {100 * right / max(read, 1):.1f} %"
        f"  recall {right}/{printed} = {100 * right / max(printed, 1):.1f} %"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=SHARED / "corpus", help="a folder with index.jsonl and pages/")
    parser.add_argument("--labels", type=Path, default=LABELS, help="JSON lines of id, source and where")
    options = parser.parse_args()
    if not (options.corpus / "index.jsonl").is_file():
        print(f"{options.corpus}: no index.jsonl there, so there is nothing to score; skipped", file=sys.stderr)
        return 0
    labels = {label["id"]: label["source"] for label in map(json.loads, options.labels.read_text("utf-8").splitlines())}
    rows = [row for row in read_index(options.corpus) if row["id"] in labels]
    with multiprocessing.get_context("forkserver").Pool() as pool:
        judged = pool.map(partial(judge, options.corpus, labels), rows, chunksize=4)
    print_scores("tuned", [page for page in judged if not page.held_out])
    print_scores("held out", [page for page in judged if page.held_out])
    print_scores("all", judged)
    for page in judged:
        if page.got != page.wanted:
            print(f"  {page.id}: wanted {page.wanted or 'the outlet'}, got {page.got or 'the outlet'} ({page.printed})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
