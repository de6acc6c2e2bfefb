"""What an import of JSON lines and of a WARC file costs: articles per second, CPU of the parent and of the workers.

    python benchmarks/importing.py [--articles 20000] [--pages 2000] [--rounds 3] [--folder DIR]

Both files are generated. The JSON lines have the values of real articles: 350 words with the word frequencies of news,
authors, links, provenance, and an earlier version of one article in ten. A quarter of the articles are in clusters of
near-duplicates. The pages of the WARC file are these texts in plain HTML, so reading them costs less than a real page
(benchmarks/warc_speed.py imports real ones); what it costs to store them is the same.

Each import is the command in its own process, with a new archive. CPU is in milliseconds an article, without the
start of the command, which an import of a single article shows. By CPU is how many articles a second the cores can
import if they do nothing else: the parent is one process, so one core must be enough for it. By the clock is what was
seen, with all that other programs took. Processes are sampled ten times a second, so the figures may be a little low.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import invented_warc
from replaying import Usage
from search_groups import OUTLETS, Writer, pieces
from warc_speed import NoReplay

from newsarchive.archive.captures.warc_files import CaptureFiles
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.formats.jsonl import write_jsonl
from newsarchive.records import (
    Article,
    ArticleVersion,
    Author,
    BlockRun,
    LeadPicture,
    Page,
    Stamp,
    StoredArticle,
    Structure,
    TextLink,
)

COMMAND = (sys.executable, "-m", "newsarchive.cli.main", "import")
CORES = os.cpu_count() or 1
# Where extraction finds the fields of a usual page.
PROVENANCE = {
    "authors": "JSON-LD author", "body": "trafilatura", "headline": "JSON-LD headline", "image_url": "og:image",
    "language": "html lang", "modified": "JSON-LD dateModified", "published": "JSON-LD datePublished",
    "section": "JSON-LD articleSection", "source": "publisher", "standfirst": "og:description",
}  # fmt: skip
WITH_EARLIER = 10


@dataclass(frozen=True, slots=True)
class Cost:
    """What one import took: seconds by the clock, CPU seconds of the command and of its workers, peak of the command.

    peak_mb is in 10⁶ bytes.
    """

    seconds: float
    parent: float
    workers: float
    peak_mb: float


def main() -> int:
    """Always 0: the figures are to be read, not to be passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000, help="lines of the file of JSON lines")
    parser.add_argument("--pages", type=int, default=2_000, help="pages of the WARC file")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="folder for the files and archives while this runs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        files = {
            ("JSON lines", options.articles): write_lines(folder / "all.jsonl", options.articles),
            ("WARC", options.pages): write_pages(folder / "pages", options.pages),
        }
        ones = {"JSON lines": write_lines(folder / "one.jsonl", 1), "WARC": write_pages(folder / "page", 1)}
        print(f"{CORES} cores; CPU in ms an article, articles a second")
        print(f"{'':<12}{'articles':>9}{'parent':>9}{'workers':>9}{'both':>9}{'by CPU':>12}{'by the clock':>14}"
              f"{'peak MB':>9}")  # fmt: skip
        for (kind, count), file in files.items():
            rounds = [(cost_of(ones[kind]), cost_of(file)) for _ in range(options.rounds)]
            show(kind, count, rounds)
    return 0


def articles(count: int) -> Iterator[StoredArticle]:
    """Invented articles as an archive exports them, the oldest first."""
    writer, chance, texts = Writer(), random.Random(3), {}
    for number, piece in enumerate(pieces(count, writer.random)[:count], start=1):
        headline, body = texts.get(piece.text) or writer.text()
        if piece.is_shared:
            texts[piece.text] = headline, body
        yield _stored(number, piece.second, headline, body, chance)


def _stored(number: int, second: int, headline: str, body: str, chance: random.Random) -> StoredArticle:
    outlet = f"outlet{int(OUTLETS * chance.random() ** 2)}"
    at, url = datetime.fromtimestamp(second, UTC), f"https://{outlet}.example/news/{number}"
    names = [f"{chance.choice('ABCDEFGH')}. {word.title()}" for word in chance.sample(body.split(), 2)]
    blocks = body.split("\n\n")
    article = Article(
        outlet, headline, body, url=url, canonical_url=url, standfirst=blocks[0][:150],
        authors=tuple(map(Author, names)), byline=f"By {' and '.join(names)}", published=Stamp(at.date(), at),
        modified=Stamp(at.date(), at + timedelta(hours=1)), source=outlet, language="en",
        section=chance.choice(("News", "World", "Business", "Sport")), image_url=f"{url}.jpg", is_free=True,
        structure=Structure(
            runs=(BlockRun(2, 2, "subheading", 2),),
            links=tuple(TextLink(block, 4, 20, f"{url}/{block}") for block in range(len(blocks))),
            picture=LeadPicture(headline, names[0]),
        ),
        provenance=PROVENANCE,
    )  # fmt: skip
    seen, earlier = at + timedelta(minutes=5), ()
    if number % WITH_EARLIER == 0:
        earlier = (ArticleVersion(1, seen, headline, article.standfirst, blocks[0], "1+a", "theirs"),)
    revised_at = seen + timedelta(hours=2) if earlier else None
    return StoredArticle(
        number, article, outlet.title(), len(earlier) + 1, seen, seen + timedelta(days=1), None, "1+a", revised_at,
        earlier,
    )  # fmt: skip


def write_settings(folder: Path) -> None:
    """The settings, and the files of the outlets whose pages are in the WARC file."""
    (folder / "newsarchive.toml").write_text('outlets_folder = "own"\nmin_free_gb = 0\n')
    invented_warc.write_outlets(folder / "own")


def write_lines(file: Path, count: int) -> Path:
    """A file of JSON lines with so many articles."""
    with file.open("w", encoding="utf-8") as out:
        write_jsonl(articles(count), out)
    return file


def write_pages(folder: Path, count: int) -> Path:
    """A WARC file with so many pages."""
    with closing(CaptureFiles(folder)) as files:
        for stored in islice(articles(count), count):
            files.append(pack(_page(stored)))
    (file,) = folder.glob("*.warc.gz")
    return file


def _page(stored: StoredArticle) -> Page:
    article, url = stored.article, f"https://town{stored.id % invented_warc.OUTLETS}.example/news/{stored.id}"
    text = "".join(f"<p>{block}</p>" for block in article.body.split("\n\n"))
    html = (
        f'<!DOCTYPE html><html lang="en"><head><title>{article.headline}</title>'
        f'<link rel="canonical" href="{url}"></head>'
        f"<body><article><h1>{article.headline}</h1><p>{article.byline}</p>{text}</article></body></html>"
    )
    kind = (("Content-Type", "text/html; charset=utf-8"),)
    # All of one day, because captures of a day are one file.
    at = datetime(2026, 11, 22, tzinfo=UTC) + timedelta(seconds=stored.id)
    return Page(url, url, at, 200, kind, html.encode())


def cost_of(file: Path) -> Cost:
    """One import into a new archive, which is deleted."""
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        write_settings(Path(folder))
        words = [*COMMAND, str(file.absolute()), "--db", "archive.db"]
        environ = {name: value for name, value in os.environ.items() if not name.startswith("NEWSARCHIVE_")}
        began = time.perf_counter()
        process = subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL, env=environ)
        usage = Usage(process.pid, NoReplay())
        status = process.wait()
        seconds = time.perf_counter() - began
        usage.stop()
    if status:
        raise SystemExit(f"{' '.join(words)}: failed")
    last = usage.samples[-1]
    return Cost(seconds, last.parent_cpu, last.children_cpu, max(one.parent_memory for one in usage.samples) / 1e6)


def show(kind: str, count: int, rounds: Sequence[tuple[Cost, Cost]]) -> None:
    """Prints the medians of some rounds: each has the cost of one article, and of all."""

    def middle(name: str) -> float:
        return statistics.median(getattr(all_, name) - getattr(one, name) for one, all_ in rounds)

    parent, workers = (1000 * middle(name) / count for name in ("parent", "workers"))
    at_best = 1000 / max(parent, (parent + workers) / CORES)
    peak = statistics.median(all_.peak_mb for _, all_ in rounds)
    print(
        f"{kind:<12}{count:>9,}{parent:>9.2f}{workers:>9.2f}{parent + workers:>9.2f}{at_best:>12,.0f}"
        f"{count / middle('seconds'):>14,.0f}{peak:>9.0f}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
