"""Score extraction on labelled pages: our scores and those of plain trafilatura.

    python benchmarks/evaluate.py                                     both, over the shared corpus, with the scores
    python benchmarks/evaluate.py --corpus DIR --out FILE             one JSON row per page, ours
    python benchmarks/evaluate.py --corpus DIR --out FILE --generic   the same without any outlet's rules
    python benchmarks/evaluate.py --corpus DIR --out FILE --plain     the same by plain trafilatura
    python benchmarks/evaluate.py --without names                     our scores for pages without class names and ids,
    python benchmarks/evaluate.py --without declarations              or without JSON-LD, meta elements and microdata

DIR holds index.jsonl and pages/<id>.html.gz. A line of index.jsonl is {id, url, site, publisher, country, language,
charset, fetched, truth}; truth has headline, authors, published and body. Where DIR has labelled.jsonl, that is the
truth: it was labelled by reading each page. The scores come from tools/score_labels.py beside DIR: R-F1 is the body's
ROUGE-LSum, S-F1 and S-acc are the body's scores of article-extraction-benchmark, seg-F1 is about segments that must or
must not be in the body, h-exact and h-fuzzy are about the headline, d-day and d-min about the publication, auth-F1
about the authors.

If no configured outlet has the page, it is read with an outlet made from its site and publisher alone. A row is {id,
headline, authors, published, body}; published is ISO 8601, and a day alone if no time is known. A refused page has the
reason under "refused" instead.
"""

import argparse
import gzip
import json
import multiprocessing
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import peer_adapters
from babel.core import get_global
from stripped_pages import STRIPPED

from newsarchive.crawl.registry import all_outlets
from newsarchive.extraction.article import read_page
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Page, Stamp
from newsarchive.settings import load_settings

Row = Mapping[str, Any]
SHARED = Path(__file__).resolve().parents[1].parent / "shared"
# The zone of a country's press, if it is not the country's first zone in the zone table.
PRESS_ZONES = {
    "br": "America/Sao_Paulo", "ca": "America/Toronto", "mx": "America/Mexico_City", "us": "America/New_York",
    "au": "Australia/Sydney", "ru": "Europe/Moscow", "uk": "Europe/London", "id": "Asia/Jakarta", "cn": "Asia/Shanghai",
}  # fmt: skip
# Domains of countries that anybody can buy.
SOLD_DOMAINS = frozenset({"ai", "cc", "co", "fm", "gg", "io", "ly", "me", "to", "tv", "vc", "ws"})


def read_index(corpus: Path) -> list[Row]:
    with (corpus / "index.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def page_of(corpus: Path, row: Row) -> Page:
    """The page as a server sends it, with its charset in the header."""
    fetched = datetime.fromisoformat(row["fetched"]) if row.get("fetched") else datetime.now(UTC)
    return Page(
        requested_url=row["url"],
        final_url=row["url"],
        fetched_at=fetched if fetched.tzinfo else fetched.replace(tzinfo=UTC),
        status=200,
        headers=(("Content-Type", f"text/html; charset={row['charset']}"),),
        body=gzip.decompress((corpus / "pages" / f"{row['id']}.html.gz").read_bytes()),
    )


@cache
def zones_by_country() -> dict[str, str]:
    """The first zone of each country in the IANA table, under the country's code in lower case."""
    found = dict(PRESS_ZONES)
    for line in files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, _, zone = line.split("\t")[:3]
            found.setdefault(code.lower(), zone)
    return found


def country_of(row: Row) -> str | None:
    """The country of a row: its own, else its domain's, else where its language has most speakers."""
    last = row["site"].rpartition(".")[2]
    country = row.get("country") or (last if last in zones_by_country() and last not in SOLD_DOMAINS else None)
    if country is None and row.get("language"):
        country = (get_global("likely_subtags").get(row["language"]) or "").rpartition("_")[2].lower() or None
    return "gb" if country == "uk" else country


def stand_in(row: Row) -> Outlet:
    """An outlet made from what is known before the page is read: site, publisher, time zone of its country."""
    country = country_of(row)
    return Outlet(
        name=row["site"],
        title=row.get("publisher") or row["site"],
        home=f"https://{row['site']}/",
        domains=(row["site"],),
        country=country,
        language="und",
        timezone=zones_by_country().get(country or "", "UTC"),
    )


@cache
def configured_outlets() -> list[Outlet]:
    """The outlets with a spider file, shipped or the user's own."""
    return all_outlets(load_settings())


def outlet_of(row: Row) -> Outlet:
    """The configured outlet on whose domains the page lies, else a stand-in."""
    return next((outlet for outlet in configured_outlets() if outlet.has_host(row["url"])), None) or stand_in(row)


def iso(stamp: Stamp | None, zone: ZoneInfo) -> str | None:
    """The stamp in the outlet's zone; if the outlet prints another day, in a zone that has that day."""
    if stamp is None or stamp.at is None:
        return stamp.on.isoformat() if stamp else None
    local = stamp.at.astimezone(zone)
    if local.date() == stamp.on:
        return local.isoformat()
    offsets = [timezone(timedelta(hours=hours)) for hours in range(-12, 15)]
    shown = [moment for offset in offsets if (moment := stamp.at.astimezone(offset)).date() == stamp.on]
    return min(shown, key=lambda moment: abs(moment.utcoffset() - local.utcoffset()), default=local).isoformat()


def row_of(article: Article, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "headline": article.headline,
        "authors": [author.name for author in article.authors],
        "published": iso(article.published, zone),
        "body": article.body,
    }


def read_ours(corpus: Path, generic: bool, without: str | None, row: Row) -> dict[str, Any]:
    page, outlet = page_of(corpus, row), outlet_of(row)
    page = replace(page, body=STRIPPED[without](page.body)) if without else page
    outlet = outlet.without_rules() if generic else outlet
    began = time.process_time()
    reading = read_page(page, outlet)
    spent = time.process_time() - began
    values = (
        row_of(reading.article, outlet.zone) if reading.article else {"refused": f"{reading.outcome}: {reading.reason}"}
    )
    return {"id": row["id"], "cpu_seconds": round(spent, 4), **values}


def read_plain(corpus: Path, row: Row) -> dict[str, Any]:
    prepare, read = peer_adapters.trafilatura()
    page = prepare({**row, "corpus": corpus})
    began = time.process_time()
    found = read(page, row["url"])
    spent = time.process_time() - began
    return {"id": row["id"], "cpu_seconds": round(spent, 4), **(found or {"refused": "nothing found"})}


def read_all(corpus: Path, read: Callable[[Row], dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One row per page, in the order of the index, on every core."""
    with multiprocessing.get_context("forkserver").Pool() as pool:
        yield from pool.imap(read, read_index(corpus), chunksize=4)


def write_rows(out: Path, rows: Iterator[dict[str, Any]]) -> float:
    """Writes rows as JSON lines; returns the CPU seconds that reading them took."""
    spent = 0.0
    with out.open("w", encoding="utf-8") as lines:
        for row in rows:
            spent += row["cpu_seconds"]
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    return spent


def scorer_of(corpus: Path) -> Path:
    """The program that scores rows against the labels of corpus."""
    return corpus.parent / "tools" / "score_labels.py"


def labels_of(corpus: Path) -> Path:
    """The file with what is right on each page of corpus."""
    labelled = corpus / "labelled.jsonl"
    return labelled if labelled.is_file() else corpus / "index.jsonl"


def compare(corpus: Path, generic: bool, without: str | None) -> None:
    """Prints our scores, those of plain trafilatura on whole pages, and the CPU time of each."""
    readers: dict[str, Callable[[Row], dict[str, Any]]] = {
        "newsarchive" + (" (generic)" if generic else ""): partial(read_ours, corpus, generic, without),
    }
    if without is None:
        readers["plain trafilatura"] = partial(read_plain, corpus)
    spent: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, read in readers.items():
            out = Path(folder) / "rows.jsonl"
            spent[name] = write_rows(out, read_all(corpus, read))
            print(f"\n{name}: {1000 * spent[name] / len(read_index(corpus)):.0f} ms CPU per page")
            sys.stdout.flush()
            score = [sys.executable, str(scorer_of(corpus)), "--truth", str(labels_of(corpus)), "--got", str(out)]
            subprocess.run(score, check=True)
    if without is None:
        ours, plain = spent.values()
        print(f"\nCPU of ours / plain trafilatura: {ours / plain:.2f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=SHARED / "corpus", help="a folder with index.jsonl and pages/")
    parser.add_argument("--out", type=Path, help="write the rows here and print no scores")
    parser.add_argument("--generic", action="store_true", help="ignore the rules of outlets")
    parser.add_argument("--plain", action="store_true", help="read with plain trafilatura instead")
    parser.add_argument("--without", choices=sorted(STRIPPED), help="strip the pages of this before they are read")
    options = parser.parse_args()
    if not (options.corpus / "index.jsonl").is_file():
        print(f"{options.corpus}: no index.jsonl there, so there is nothing to evaluate; skipped", file=sys.stderr)
        return 0 if options.out is None else 2
    if options.out is None:
        scorer = scorer_of(options.corpus)
        if not scorer.is_file():
            print(f"{scorer}: no such file, so there are no scores; give --out FILE for the rows", file=sys.stderr)
            return 0
        compare(options.corpus, options.generic, options.without)
        return 0
    ours = partial(read_ours, options.corpus, options.generic, options.without)
    read = partial(read_plain, options.corpus) if options.plain else ours
    write_rows(options.out, read_all(options.corpus, read))
    return 0


if __name__ == "__main__":
    sys.exit(main())
