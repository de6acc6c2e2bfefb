"""How fast a crawl is, compared with what is possible, over pages replayed on loopback.

    python benchmarks/bench.py --shared ../shared [--pages 2890] [--rounds 3] [--few 2] [--long 5000] [--outlets 300]

Four variants run in turn: Scrapy alone, which counts pages; Scrapy with plain trafilatura in its callback; our whole
crawl (discover, fetch, extract, capture, store, index); and the limit, which is extraction and compression alone on all
cores. All get the same pages: the first few of each outlet's feed. The CPU time of the replay is subtracted:
pages/s = pages / (wall - CPU of the replay / cores).

Other programs on the machine change pages/s, and CPU per page much less. So each ratio is given by both, as the median
of the rounds; "by CPU" is the CPU of a page in the one variant divided by that in the other.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, build_opener

from cpu_parts import CpuParts
from replaying import Replay, Usage, timed

CORES = os.cpu_count() or 1
# Pages after which the long run measures its memory for the first time.
FEW_PAGES = 500
# Numbers of cores for which the speed is worked out from the CPU of a page.
LARGER = (8, 16)


@dataclass(frozen=True)
class Job:
    """What the process of a variant gets as its job."""

    variant: str
    proxy: str
    pages: int
    sites: list[str]
    folder: str
    outlets: int
    # Outlets crawled at the same time; 0: as the settings say.
    window: int = 0
    # Whether to sample where the parent's CPU goes.
    is_sampled: bool = False

    @property
    def pages_per_outlet(self) -> int:
        return max(1, self.pages // self.outlets)


def main() -> int:
    """Always 0: the figures are to be read, not to be passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with corpus/ and tools/")
    parser.add_argument(
        "--pages", type=int, default=2890, help="about so many pages per variant and round; 2890 are ten of each outlet"
    )
    parser.add_argument("--sites", type=int, help="only the first sites of the corpus, for a short run")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--few", type=int, default=2, help="pages of each outlet in a further run; 0 skips it")
    parser.add_argument("--long", type=int, default=5000, help="pages of the memory run; 0 skips it")
    parser.add_argument("--outlets", type=int, default=300, help="outlets of the window run; 0 skips it")
    parser.add_argument("--job", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.job:
        print(json.dumps(VARIANTS[json.loads(options.job)["variant"]](Job(**json.loads(options.job)))))
        return 0
    if not (options.shared / "corpus" / "index.jsonl").is_file():
        print(f"{options.shared}: no corpus there; nothing was measured")
        return 0
    sites = sites_of(options.shared)[: options.sites]
    ours = side_by_side(options, sites)
    if options.few:
        few_run(options, sites, ours)
    if options.long:
        long_run(options, sites)
    if options.outlets:
        window_run(options, sites)
    return 0


def sites_of(shared: Path) -> list[str]:
    """The corpus's sites, each an outlet."""
    index = (shared / "corpus" / "index.jsonl").read_text(encoding="utf-8")
    return sorted({json.loads(line)["site"] for line in index.splitlines()})


def alias(number: int) -> str:
    """The loopback address at which the replay serves a site's feed; http is used on this machine only."""
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


def replay_of(options: argparse.Namespace, sites: list[str], copies: int, outlets: int) -> Replay:
    """The replay, with each page at several addresses and an alias for every outlet."""
    aliases = [f"--alias={alias(number)}={sites[number % len(sites)]}" for number in range(outlets)]
    copied = ["--multiply", str(copies), "--shuffle", "--warm", "--cache-mb", "1024"] if copies else []
    return Replay(options.shared, "--scheme", "http", "--no-tls", *copied, *aliases)


def side_by_side(options: argparse.Namespace, sites: list[str]) -> dict[str, float]:
    """The four variants in turn, their medians and the ratios; returns the median round of ours."""
    copies = -(-options.pages // len(sites))
    figures: dict[str, list[dict[str, float]]] = {name: [] for name in ("bare", "inline", "ours", "limit")}
    with replay_of(options, sites, copies, len(sites)) as replay:
        for _ in range(options.rounds):
            for name, rounds in figures.items():
                rounds.append(run(replay, Job(name, replay.address, options.pages, sites, "", len(sites))))
    print(f"{options.pages} pages, {options.rounds} rounds in turn, medians; {CORES} cores")
    print(f"pages/s = pages / (wall - CPU of the replay / {CORES})\n")
    print(f"{'variant':<34}{'pages/s':>8}{'pages':>7}{'parent':>9}{'workers':>9}{'replay':>8}{'peak MB':>9}")
    for name, rounds in figures.items():
        cpu = [statistics.median(map(per_page(of), rounds)) for of in ("parent_cpu", "children_cpu", "replay_cpu")]
        shown = ("pages_per_second", "pages", "peak_mb")
        speed, pages, peak = (statistics.median(one[of] for one in rounds) for of in shown)
        print(f"{TITLES[name]:<34}{speed:>8.1f}{pages:>7.0f}{cpu[0]:>9.1f}{cpu[1]:>9.1f}{cpu[2]:>8.1f}{peak:>9.0f}")
    print("parent, workers, replay: CPU in ms a page")
    for other, wanted in (("limit", 0.90), ("inline", 1.4)):
        pairs = list(zip(figures["ours"], figures[other], strict=True))
        wall = statistics.median(one["pages_per_second"] / two["pages_per_second"] for one, two in pairs)
        cpu_ratio = statistics.median(two["cpu_ms"] / one["cpu_ms"] for one, two in pairs)
        print(f"\nours / {other:<7}  by wall {wall:.2f}   by CPU {cpu_ratio:.2f}   wanted {wanted}", end="")
    ours = sorted(figures["ours"], key=per_page("parent_cpu"))[options.rounds // 2]
    print_bounds(ours)
    return ours


def per_page(name: str) -> Callable[[dict[str, float]], float]:
    """CPU of a round in ms a page."""
    return lambda one: 1000 * one[name] / max(one["pages"], 1)


def print_bounds(ours: dict[str, float]) -> None:
    """How long the workers had nothing to do, and how fast larger machines would be by arithmetic."""
    idle = {of: f"{100 * ours[of]:.0f} %" if of in ours else "unknown" for of in ("idle", "idle_first", "idle_last")}
    print(f"\n\nworkers of ours idle: {idle['idle']} of the time; "
          f"{idle['idle_first']} in the first tenth, {idle['idle_last']} in the last")  # fmt: skip
    parent, both = per_page("parent_cpu")(ours), ours["cpu_ms"]
    print(
        f"parent: {parent:.1f} ms CPU a page, wanted 4; at most {1000 / parent:.0f} pages/s with any number of workers"
    )
    for cores in LARGER:
        bound = "the parent" if 1000 / parent < 1000 * cores / both else "all cores together"
        speed = min(1000 * cores / both, 1000 / parent)
        print(f"{cores} cores, by arithmetic: {speed:.0f} pages/s; the bound is {bound}", flush=True)


def few_run(options: argparse.Namespace, sites: list[str], ours: dict[str, float]) -> None:
    """What an outlet costs by itself: the CPU of a run with few pages of each, compared with that of many pages."""
    pages = options.few * len(sites)
    with replay_of(options, sites, options.few, len(sites)) as replay:
        few = run(replay, Job("ours", replay.address, pages, sites, "", len(sites)))
    a_page = {of: (ours[of] - few[of]) / (ours["pages"] - few["pages"]) for of in ("parent_cpu", "children_cpu")}
    an_outlet = {of: 1000 * (few[of] - a_page[of] * few["pages"]) / len(sites) for of in a_page}
    print(f"\nours, {options.few} pages an outlet: {few['pages_per_second']:.1f} pages/s")
    for of, where in (("parent_cpu", "parent"), ("children_cpu", "workers")):
        print(f"CPU in the {where}: an outlet by itself {an_outlet[of]:.1f} ms, a page {1000 * a_page[of]:.1f} ms",
              flush=True)  # fmt: skip


TITLES = {
    "bare": "bare Scrapy, counting",
    "inline": "Scrapy, trafilatura inline",
    "ours": "ours, whole",
    "limit": "limit: extraction and compression",
}


def long_run(options: argparse.Namespace, sites: list[str]) -> None:
    """Peak memory until 500 pages were fetched, compared with that of the whole crawl."""
    with replay_of(options, sites, -(-options.long // len(sites)), len(sites)) as replay:
        found = run(replay, Job("ours", replay.address, options.long, sites, "", len(sites), is_sampled=True))
    cpu = [per_page(of)(found) for of in ("parent_cpu", "children_cpu")]
    print(f"\nours, {options.long // len(sites)} pages an outlet: {found['pages_per_second']:.1f} pages/s; "
          f"CPU a page: parent {cpu[0]:.1f} ms, workers {cpu[1]:.1f} ms")  # fmt: skip
    print_parts(found, cpu[0])
    print(f"memory: peak {found['peak_few_mb']:.0f} MB until page {FEW_PAGES}, {found['peak_mb']:.0f} MB until page "
          f"{found['pages']:.0f}; ratio {found['peak_mb'] / found['peak_few_mb']:.2f}, wanted at most 1.15",
          flush=True)  # fmt: skip


def print_parts(found: dict[str, Any], parent_ms: float) -> None:
    """Where the parent's CPU went."""
    total = sum(found["parts"].values())
    for part, samples in sorted(found["parts"].items(), key=lambda pair: -pair[1]):
        print(f"  {parent_ms * samples / total:5.2f} ms  {part}")


def window_run(options: argparse.Namespace, sites: list[str]) -> None:
    """Peak memory with many outlets open at once, a page or two each."""
    with replay_of(options, sites, 0, options.outlets) as replay:
        result = run(
            replay, Job("ours", replay.address, options.outlets, sites, "", options.outlets, window=options.outlets)
        )
    print(f"memory: peak {result['peak_mb']:.0f} MB, the parent's {result['parent_mb']:.0f} MB, with {options.outlets} "
          f"outlets in the window, {result['pages']:.0f} pages")  # fmt: skip


def run(replay: Replay, job: Job) -> dict[str, float]:
    """One variant in its own process, measured from outside."""
    with tempfile.TemporaryDirectory() as folder:
        words = json.dumps({**job.__dict__, "folder": folder})
        environment = {**os.environ, "http_proxy": job.proxy, "NEWSARCHIVE_MIN_FREE_GB": "0"}
        with subprocess.Popen(
            [sys.executable, __file__, "--job", words], stdout=subprocess.PIPE, text=True, env=environment
        ) as process:
            usage = Usage(process.pid, replay)
            output = process.communicate()[0]
            usage.stop()
    if process.returncode:
        raise SystemExit(f"the variant {job.variant} failed; its own message is above")
    return measured(json.loads(output.splitlines()[-1]), usage)


def measured(found: dict[str, float], usage: Usage) -> dict[str, float]:
    """What a variant reported, and what it used between its start and its end."""
    began, ended = found["began"], found["ended"]
    first, last = usage.until(began), usage.until(ended)
    used = {name: getattr(last, name) - getattr(first, name) for name in ("parent_cpu", "children_cpu", "replay_cpu")}
    tenth = (ended - began) / 10
    spans = {"idle": (began, ended), "idle_first": (began, began + tenth), "idle_last": (ended - tenth, ended)}
    idle = {name: share for name, span in spans.items() if (share := idle_share(usage, *span)) is not None}
    return {
        "pages_per_second": found["pages"] / (ended - began - used["replay_cpu"] / CORES),
        "cpu_ms": 1000 * (used["parent_cpu"] + used["children_cpu"]) / max(found["pages"], 1),
        **idle,
        **found,
        **used,
        "peak_mb": usage.peak(last.at) / 1e6,
        "peak_few_mb": usage.peak(found.get("few_at", last.at)) / 1e6,
        "parent_mb": max(one.parent_memory for one in usage.samples) / 1e6,
    }


def idle_share(usage: Usage, began: float, ended: float) -> float | None:
    """The share of its time for which an average worker waited for a page; None where that is not known."""
    first, last = usage.until(began), usage.until(ended)
    if last.workers_seconds is None or last.workers_busy is None:
        return None
    seconds = last.workers_seconds - (first.workers_seconds or 0)
    return 1 - (last.workers_busy - (first.workers_busy or 0)) / seconds if seconds else None


def page_addresses(job: Job) -> list[str]:
    """The first addresses of each outlet's feed, one outlet after another in turn."""
    from zoneinfo import ZoneInfo

    from newsarchive.discovery.feeds import parse_feed

    opener = build_opener(ProxyHandler({"http": job.proxy}))
    lists = []
    for number in range(len(job.sites)):
        url = f"http://{alias(number)}/rss.xml"
        with opener.open(url) as answer:
            lists.append([one.url for one in parse_feed(answer.read(), url, ZoneInfo("UTC")).sightings])
    return [urls[turn] for turn in range(job.pages_per_outlet) for urls in lists if turn < len(urls)]


def scrapy_alone(job: Job, with_trafilatura: bool) -> dict[str, float]:
    """Scrapy over the same addresses: it counts pages, or reads each page in its callback."""
    import scrapy
    import trafilatura
    from scrapy.crawler import AsyncCrawlerProcess

    urls = page_addresses(job)

    class Counting(scrapy.Spider):
        name = "counting"
        pages = 0

        async def start(self):
            for url in urls:
                yield scrapy.Request(url, dont_filter=True)

        def parse(self, response):
            if with_trafilatura:
                trafilatura.bare_extraction(response.body, url=response.url, with_metadata=True, include_comments=False)
            self.pages += 1

    settings = {
        "LOG_LEVEL": "ERROR", "CONCURRENT_REQUESTS": 24, "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False,
    }  # fmt: skip
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(Counting)
    process.crawl(crawler)
    began = time.time()
    process.start()
    return {"pages": crawler.spider.pages, "began": began, "ended": time.time()}


def ours(job: Job) -> dict[str, Any]:
    """A whole crawl into a new archive; the outlets are made here from the sites of the corpus."""
    from newsarchive.archive.database import Archive
    from newsarchive.crawl.process import CrawlOptions, crawl_outlets
    from newsarchive.crawl.spider import OutletSpider
    from newsarchive.settings import load_settings

    settings = replace(
        load_settings(db=Path(job.folder) / "archive.db", environ={}),
        delay_seconds=0, allow_private=("127.0.0.0/8",), min_free_gb=0,
        pages_per_run=job.pages_per_outlet, **({"window": job.window} if job.window else {}),
    )  # fmt: skip
    spiders = []
    for number in range(job.outlets):
        site, home = job.sites[number % len(job.sites)], f"http://{alias(number)}/"
        facts = {
            "name": f"outlet_{number}", "title": site, "home": home, "domains": [site], "feeds": [f"{home}rss.xml"],
            "country": None, "language": "und", "timezone": "UTC",
        }  # fmt: skip
        spiders.append(type(f"Outlet{number}", (OutletSpider,), facts))
    parts = CpuParts()
    began = time.time()
    with parts.sampled() if job.is_sampled else nullcontext():
        crawl_outlets(settings, spiders, CrawlOptions(command="bench"))
    ended = time.time()
    with Archive.open(settings.db) as archive:
        fetched = [time for (time,) in archive.conn.execute("SELECT fetched_at FROM captures ORDER BY id")]
    few_at = datetime.fromisoformat(fetched[FEW_PAGES - 1]).timestamp() if len(fetched) > FEW_PAGES else ended
    return {"pages": len(fetched), "began": began, "ended": ended, "few_at": few_at, "parts": parts.samples}


def limit(job: Job) -> dict[str, float]:
    """Extraction and compression alone, from memory, in the same pool: cores / CPU per page."""
    from newsarchive.outlet import Outlet
    from newsarchive.records import Page
    from newsarchive.workers.pool import WorkerPool

    opener = build_opener(ProxyHandler({"http": job.proxy}))
    outlet = Outlet("bench", "Bench", "http://127.0.1.1/", "und", "UTC")
    pages = []
    for url in page_addresses(job):
        with opener.open(url) as answer:
            headers = (("Content-Type", answer.headers["Content-Type"]),)
            pages.append(Page(url, url, datetime(2026, 11, 22, tzinfo=UTC), 200, headers, answer.read()))

    async def read_all() -> list[float]:
        async with WorkerPool(CORES, preload=("newsarchive.extraction.article",)) as pool:
            return await asyncio.gather(*(pool.run(timed, page, outlet) for page in pages))

    began = time.time()
    cpu = sum(asyncio.run(read_all()))
    each = cpu / len(pages)
    return {
        "pages": len(pages), "began": began, "ended": time.time(),
        "pages_per_second": CORES / each, "cpu_ms": 1000 * each,
    }  # fmt: skip


VARIANTS = {
    "bare": lambda job: scrapy_alone(job, with_trafilatura=False),
    "inline": lambda job: scrapy_alone(job, with_trafilatura=True),
    "ours": ours,
    "limit": limit,
}

if __name__ == "__main__":
    sys.exit(main())
