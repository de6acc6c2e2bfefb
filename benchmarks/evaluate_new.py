"""Draft outlets with `newsarchive new` for sites of the corpus that have no outlet file.

    python benchmarks/evaluate_new.py --shared ../shared [--sites 30] [--known]
    python benchmarks/evaluate_new.py --invented

The replay serves the saved pages on loopback as an https proxy, with a home page that links to them, a feed and
sitemaps. The drafted outlet must accept each saved page that is read as an article. The replay has no section pages, so
this does not test whether other pages are refused. With --known, the sites are those that have an outlet file; they are
drafted as if they had none.

With --invented, the sites are the twelve in tests/outlet_tools/sites. They have section, tag, video and author pages,
are drafted and crawled with the real commands, and each mistake is named.
"""

import argparse
import gzip
import hashlib
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from evaluate_crawl import replaying

from newsarchive.crawl.registry import all_outlets, load_spider
from newsarchive.extraction.article import read_page
from newsarchive.outlet import IMPORTED
from newsarchive.records import Outcome, Page
from newsarchive.settings import load_settings

# Drafts even if the site has an outlet already.
DRAFT = """
import json, sys
from newsarchive import clock
from newsarchive.crawl.fetch import fetch_pages
from newsarchive.outlet_tools.draft.new_outlet import DraftOptions, draft_from
from newsarchive.outlet_tools.draft.report import report_row
from newsarchive.outlet_tools.draft.survey import survey_site
from newsarchive.settings import load_settings
seen = fetch_pages(load_settings(), lambda fetcher: survey_site(fetcher, sys.argv[1]))
print(json.dumps(report_row(draft_from(seen, DraftOptions(), clock.now()))))
"""


def main() -> int:
    """0 if every site was tried."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with corpus/ and tools/")
    parser.add_argument("--sites", type=int, default=30, help="how many sites, those with most pages first")
    parser.add_argument("--known", action="store_true", help="sites that have a spider, as if they had none")
    parser.add_argument("--invented", action="store_true", help="the twelve invented sites instead of the corpus")
    options = parser.parse_args()
    if options.invented:
        return _try_invented()
    shared = options.shared.resolve()
    index = shared / "corpus" / "index.jsonl"
    if not index.is_file():
        print(f"{shared}: no corpus there; drafting was not evaluated")
        return 0
    sites = _sites(index, options.sites, known=options.known)
    totals = {"tuned": [0, 0], "held out": [0, 0]}
    with tempfile.TemporaryDirectory() as folder, replaying(shared, Path(folder), "--etag") as environment:
        for site, pages in sites.items():
            row = _draft(site, pages, Path(folder), environment)
            wanted, articles = _wanted(row, pages, index.parent)
            total = totals["held out" if _is_held_out(site) else "tuned"]
            total[0], total[1] = total[0] + wanted, total[1] + articles
            _print_row(site, row, wanted, articles)
    for name, (wanted, articles) in totals.items():
        print(f"{name}: {wanted} of {articles} articles accepted ({100 * wanted / max(1, articles):.1f} %)")
    wanted, articles = (sum(total[n] for total in totals.values()) for n in (0, 1))
    print(
        f"all: {wanted} of {articles} articles of {len(sites)} sites accepted ({100 * wanted / max(1, articles):.1f} %)"
    )
    return 0


def _try_invented() -> int:
    """Prints a row for each invented site, and its mistakes below; 0 if there are none."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "outlet_tools"))
    from draft_trials import Drafted, try_sites
    from sites import SITES

    def row_of(one: Drafted) -> str:
        articles, others = len(one.accepted & one.articles), len(one.others - one.accepted)
        return (
            f"{articles:>4}/{len(one.articles):<4}{others:>4}/{len(one.others):<5}"
            f"{len(one.stored.keys() & one.recent):>3}/{len(one.recent):<4}{one.row['requests']:>3}  "
            f"{one.outlet.country} {one.outlet.language} {one.outlet.timezone}; "
            f"{' '.join(one.outlet.article_urls) or '-'}"
        )

    print(f"{'site':<20}{'wanted':>7}{'refused':>10}{'stored':>9}{'asked':>7}")
    with tempfile.TemporaryDirectory() as folder:
        trials = try_sites(SITES, Path(folder))
    for name, trial in trials.items():
        for row in map(row_of, trial.drafted):
            print(f"{name:<20}{row}")
        if not trial.drafted:
            print(f"{name:<20}  {trial.done.stderr.strip()}")
        for miss in trial.misses:
            print(f"{'':<20}  wrong: {miss}", flush=True)
    right = sum(not trial.misses for trial in trials.values())
    print(f"right on {right} of {len(SITES)}")
    return 0 if right == len(SITES) else 1


def _sites(index: Path, number: int, *, known: bool) -> dict[str, list[dict[str, Any]]]:
    """The sites with most pages that have no outlet file, or that have one."""
    outlets = all_outlets(load_settings())
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in index.read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        if known == any(outlet.has_host(page["url"]) for outlet in outlets):
            found[page["site"]].append(page)
    by_size = sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))
    return dict(by_size[:number])


def _draft(site: str, pages: list[dict[str, Any]], folder: Path, environment: dict[str, str]) -> dict[str, Any]:
    home = f"https://{urlsplit(pages[0]['url']).netloc}/"
    command = [sys.executable, "-c", DRAFT, home]
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return {"problem": done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"exit {done.returncode}"}
    row: dict[str, Any] = json.loads(done.stdout)
    return row


def _wanted(row: dict[str, Any], pages: list[dict[str, Any]], corpus: Path) -> tuple[int, int]:
    """How many pages the drafted outlet accepts of those read as articles, and how many these are."""
    articles = [page["url"] for page in pages if _is_article(page, corpus)]
    if "problem" in row:
        return 0, len(articles)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{row['name']}.py"
        file.write_text(row["text"], encoding="utf-8")
        outlet = load_spider(file).outlet
    row["refused"] = [url for url in articles if not outlet.wants(url)]
    return len(articles) - len(row["refused"]), len(articles)


def _is_article(page: dict[str, Any], corpus: Path) -> bool:
    body = gzip.decompress((corpus / "pages" / f"{page['id']}.html.gz").read_bytes())
    headers = (("Content-Type", f"text/html; charset={page.get('charset') or 'utf-8'}"),)
    saved = Page(page["url"], page["url"], datetime.now(UTC), 200, headers, body)
    return read_page(saved, IMPORTED).outcome is Outcome.ARTICLE


def _is_held_out(site: str) -> bool:
    return int(hashlib.sha1(site.encode()).hexdigest(), 16) % 3 == 0


def _print_row(site: str, row: dict[str, Any], wanted: int, articles: int) -> None:
    if "problem" in row:
        print(f"{site:<26}{wanted:>4}/{articles:<4}{row['problem']}")
        return
    facts = {fact["name"]: fact["value"] for fact in row["facts"]}
    locale = " ".join(str(facts[name]) for name in ("country", "language", "timezone"))
    rules = " ".join(row["article_urls"]) or "-"
    skips = f" not {' '.join(row['skip_urls'])}" if row["skip_urls"] else ""
    texts = "".join(f"\n{'':36}{said}" for said in row["text_rules"])
    refused = "".join(f"\n{'':36}refused: {url}" for url in row["refused"])
    print(f"{site:<26}{wanted:>4}/{articles:<4}{locale}; {rules}{skips}{texts}{refused}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
