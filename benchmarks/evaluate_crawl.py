"""Crawl the configured outlets twice over the corpus of real pages, and report what was stored and what was not.

    python benchmarks/evaluate_crawl.py --shared ../shared

The replay serves the saved pages on loopback as an https proxy. The first crawl should store every page of the corpus
that is on an outlet's domains. The second crawl should fetch no page again and get "not modified" for each feed.
"""

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from replaying import Replay

from newsarchive.archive.articles.read import iterate
from newsarchive.archive.database import Archive
from newsarchive.crawl.registry import all_outlets
from newsarchive.formats.jsonl import stored_row
from newsarchive.outlet import Outlet
from newsarchive.settings import load_settings
from newsarchive.urls import url_key

SINCE = "2000-01-01"  # the corpus is old
BODY_IS_RIGHT = 0.9  # ROUGE-LSum F1


@dataclass
class Row:
    """One outlet's line of the report; pages are those of the corpus on its domains."""

    outlet: Outlet
    pages: dict[int, dict[str, Any]] = field(default_factory=dict)
    seen: int = 0
    stored: int = 0
    headline: list[float] = field(default_factory=list)
    day: list[float] = field(default_factory=list)
    body: list[float] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)


def main() -> int:
    """0 if both crawls ran, else 1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with corpus/ and tools/")
    shared = parser.parse_args().shared.resolve()
    truth_file = shared / "corpus" / "labelled.jsonl"
    if not truth_file.is_file():
        print(f"{shared}: no corpus there; the crawl over real pages was not evaluated")
        return 0
    rows = rows_of(truth_file)
    with tempfile.TemporaryDirectory() as folder:
        return evaluate(shared, rows, Path(folder))


def evaluate(shared: Path, rows: dict[str, Row], folder: Path) -> int:
    """Both crawls and their report."""
    log = folder / "requests.jsonl"
    with replaying(shared, folder, "--etag", "--log", str(log)) as environment:
        for number in (1, 2):
            log_start = log.stat().st_size if log.exists() else 0
            status = crawl(list(rows), folder, environment)
            if status != 0:
                print(f"crawl {number} ended with {status}", file=sys.stderr)
                return 1
            if number == 1:
                judge(rows, folder / "archive.db", scorer_of(shared))
                _print_rows(rows)
        _wait_for_log(log)
    _print_second_crawl(log, log_start, rows)
    return 0


@contextmanager
def replaying(shared: Path, folder: Path, *options: str, corpus: Path | None = None) -> Iterator[dict[str, str]]:
    """The environment of a process that sees the replay of corpus (default: that of shared) as the web."""
    authority = folder / "ca.pem"
    with Replay(shared, "--ca", str(authority), *options, corpus=corpus) as replay:
        yield {
            **os.environ,
            "http_proxy": replay.address,
            "https_proxy": replay.address,
            "NEWSARCHIVE_CA_FILE": str(authority),
            "NEWSARCHIVE_DELAY_SECONDS": "0",
            "NEWSARCHIVE_MIN_FREE_GB": "0",
        }


def rows_of(truth_file: Path) -> dict[str, Row]:
    """The outlets that have pages in the corpus, with these pages by key, before anything is crawled."""
    rows: dict[str, Row] = {}
    outlets = all_outlets(load_settings())
    for line in truth_file.read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        there = [outlet for outlet in outlets if outlet.has_host(page["url"])]
        # A page that no outlet of its host accepts counts as missed by each of them.
        for outlet in [one for one in there if one.wants(page["url"])] or there:
            rows.setdefault(outlet.name, Row(outlet)).pages[url_key(page["url"])] = page
    return dict(sorted(rows.items()))


def crawl(names: list[str], folder: Path, environment: dict[str, str]) -> int:
    command = [sys.executable, "-m", "newsarchive.cli.main", "crawl", *names, "--since", SINCE, "--json"]
    command += ["--db", str(folder / "archive.db")]
    result = subprocess.run(command, env=environment, cwd=folder, stdout=subprocess.PIPE, text=True, check=False)
    return result.returncode


def scorer_of(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "tools" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judge(rows: dict[str, Row], db: Path, scorer: ModuleType) -> None:
    with Archive.open(db) as archive:
        articles = {stored.id: stored for stored in iterate(archive.conn)}
        known = {
            key: (outlet, outcome, reason, article_id)
            for key, outlet, outcome, reason, article_id in archive.conn.execute(
                "SELECT key, outlet, outcome, reason, article_id FROM urls"
            )
        }
        broken = dict(archive.conn.execute("SELECT outlet, problem FROM feeds WHERE problem IS NOT NULL"))
    for row in rows.values():
        unseen = (None, "never seen", broken.get(row.outlet.name), None)
        for key, page in row.pages.items():
            outlet, outcome, reason, article_id = known.get(key, unseen)
            row.seen += outlet is not None
            if article_id is None:
                row.reasons[f"{outcome}: {reason}" if reason else outcome] += 1
                continue
            row.stored += 1
            _score(row, page, stored_row(articles[article_id]), scorer)


def _score(row: Row, page: dict[str, Any], article: dict[str, Any], scorer: ModuleType) -> None:
    truth = page["truth"]
    if truth.get("headline"):
        accepted = {scorer.norm(headline) for headline in truth.get("headline_accept") or [truth["headline"]]}
        row.headline.append(float(scorer.norm(article["headline"]) in accepted))
    if scorer.parse_date(truth.get("published")):
        published = article["published_at"] or article["published_on"]
        row.day.append(scorer.score_date(truth["published"], published)["day"])
    if truth.get("body"):
        row.body.append(scorer.score_rouge(truth, article["body"], "auto", 4)[2])


def _print_rows(rows: dict[str, Row]) -> None:
    print("First crawl: pages of the corpus on each outlet's domains, and what became of them\n")
    heads = f"{'pages':>6}{'seen':>6}{'stored':>7}{'headline':>9}{'day':>8}{'body F1':>8}"
    print(f"{'outlet':<26}{heads}  not stored, and why")
    for name, row in rows.items():
        why = "; ".join(f"{count} {reason}" for reason, count in row.reasons.items())
        right = f"{_share(row.headline):>9}{_share(row.day):>8}{_mean(row.body):>8}"
        print(f"{name:<26}{len(row.pages):>6}{row.seen:>6}{row.stored:>7}{right}  {why}")
    print(_totals(list(rows.values())))


def _totals(rows: list[Row]) -> str:
    pages, seen, stored = (
        sum(column) for column in zip(*((len(r.pages), r.seen, r.stored) for r in rows), strict=True)
    )
    headline, day, body = ([one for row in rows for one in getattr(row, name)] for name in ("headline", "day", "body"))
    right = f"{_share(headline):>9}{_share(day):>8}{_mean(body):>8}"
    good = sum(score >= BODY_IS_RIGHT for score in body)
    return (
        f"{f'{len(rows)} outlets':<26}{pages:>6}{seen:>6}{stored:>7}{right}\n"
        f"found {seen / pages:.1%}, stored {stored / pages:.1%}, headline right {_percent(headline)},"
        f" day right {_percent(day)}, bodies with F1 of at least {BODY_IS_RIGHT}: {good} of {len(body)}\n"
    )


def _percent(rights: list[float]) -> str:
    return f"{sum(rights) / len(rights):.1%}" if rights else "-"


def _share(rights: list[float]) -> str:
    return f"{sum(rights):.0f}/{len(rights)}" if rights else "-"


def _mean(scores: list[float]) -> str:
    return f"{100 * sum(scores) / len(scores):.1f}" if scores else "-"


def _wait_for_log(log: Path) -> None:
    """Waits until the log is complete: the replay writes it every half second, before it answers again."""
    size = -1
    while size != log.stat().st_size:
        size = log.stat().st_size
        subprocess.run([sys.executable, "-c", "import time; time.sleep(1.2)"], check=True)


def _print_second_crawl(log: Path, start: int, rows: dict[str, Row]) -> None:
    stored = {key for row in rows.values() for key in row.pages}
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    again = []
    with log.open(encoding="utf-8") as requests:
        requests.seek(start)
        for line in requests:
            request = json.loads(line)
            kinds[request["kind"]][str(request["status"])] += 1
            if request["kind"] == "page" and request["status"] == 200 and url_key(request["url"]) in stored:
                again.append(request["url"])
    print("Second crawl: requests by what was asked for and how it was answered")
    for kind, statuses in sorted(kinds.items()):
        print(f"  {kind:<10}" + ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items())))
    print(f"  pages fetched again: {len(again)}" + "".join(f"\n    {url}" for url in again))


if __name__ == "__main__":
    sys.exit(main())
