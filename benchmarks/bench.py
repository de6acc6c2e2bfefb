"""How fast a crawl is, compared with what is possible, over pages replayed on loopback.

    python benchmarks/bench.py --shared ../shared [--pages 2890] [--rounds 3] [--long 5000] [--outlets 300]

Four variants run in turn: Scrapy alone, which counts pages; Scrapy with plain trafilatura in its callback; our whole
crawl (discover, fetch, extract, capture, store, index); and the limit, which is extraction and compression alone on all
cores. All get the same pages: the first few of each outlet's feed. The CPU time of the replay is subtracted:
pages/s = pages / (wall - CPU of the replay / cores).
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
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

from replaying import Replay, Usage, timed

CORES = os.cpu_count() or 1
# Pages after which the long run measures its memory for the first time.
FEW_PAGES = 500


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

    @property
    def pages_per_outlet(self) -> int:
        return max(1, self.pages // self.outlets)


def main() -> int:
    """Always 0: the figures are to be read, not to be passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with corpus/ and tools/")
    parser.add_argument(
        "--pages", type=int, default=2890, help="about so many pages per variant and round; ten of each outlet"
    )
    parser.add_argument("--rounds", type=int, default=3)
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
    sites = sites_of(options.shared)
    side_by_side(options, sites)
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


def side_by_side(options: argparse.Namespace, sites: list[str]) -> None:
    """The four variants in turn, their medians and the two ratios."""
    copies = -(-options.pages // len(sites))
    figures: dict[str, list[dict[str, float]]] = {name: [] for name in ("bare", "inline", "ours", "limit")}
    with replay_of(options, sites, copies, len(sites)) as replay:
        for _ in range(options.rounds):
            for name, rounds in figures.items():
                rounds.append(run(replay, Job(name, replay.address, options.pages, sites, "", len(sites))))
    speed = {name: statistics.median(one["pages_per_second"] for one in rounds) for name, rounds in figures.items()}
    print(f"{options.pages} pages, {options.rounds} rounds in turn, medians; {CORES} cores")
    print(f"pages/s = pages / (wall - CPU of the replay / {CORES})\n")
    print(f"{'variant':<34}{'pages/s':>8}{'pages':>7}{'parent':>9}{'workers':>9}{'replay':>8}{'peak MB':>9}")
    for name, rounds in figures.items():
        middle = sorted(rounds, key=lambda one: one["pages_per_second"])[len(rounds) // 2]
        cpu = [1000 * middle[of] / max(middle["pages"], 1) for of in ("parent_cpu", "children_cpu", "replay_cpu")]
        print(f"{TITLES[name]:<34}{speed[name]:>8.1f}{middle['pages']:>7.0f}"
              f"{cpu[0]:>9.1f}{cpu[1]:>9.1f}{cpu[2]:>8.1f}{middle['peak_mb']:>9.0f}")  # fmt: skip
    print("parent, workers, replay: CPU in ms a page, of the median round")
    print(f"\nours / limit            {speed['ours'] / speed['limit']:.2f}   wanted 0.85")
    print(f"ours / inline           {speed['ours'] / speed['inline']:.2f}   wanted 1.4\n", flush=True)


TITLES = {
    "bare": "bare Scrapy, counting",
    "inline": "Scrapy, trafilatura inline",
    "ours": "ours, whole",
    "limit": "limit: extraction and compression",
}


def long_run(options: argparse.Namespace, sites: list[str]) -> None:
    """Peak memory until 500 pages were fetched, compared with that of the whole crawl."""
    with replay_of(options, sites, -(-options.long // len(sites)), len(sites)) as replay:
        found = run(replay, Job("ours", replay.address, options.long, sites, "", len(sites)))
    cpu = [1000 * found[of] / found["pages"] for of in ("parent_cpu", "children_cpu")]
    print(f"ours, {options.long // len(sites)} pages an outlet: {found['pages_per_second']:.1f} pages/s; "
          f"CPU a page: parent {cpu[0]:.1f} ms, workers {cpu[1]:.1f} ms")  # fmt: skip
    print(f"memory: peak {found['peak_few_mb']:.0f} MB until page {FEW_PAGES}, {found['peak_mb']:.0f} MB until page "
          f"{found['pages']:.0f}; ratio {found['peak_mb'] / found['peak_few_mb']:.2f}, wanted at most 1.2",
          flush=True)  # fmt: skip


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
    first, last = usage.until(found["began"]), usage.until(found["ended"])
    used = {name: getattr(last, name) - getattr(first, name) for name in ("parent_cpu", "children_cpu", "replay_cpu")}
    wall = found["ended"] - found["began"] - used["replay_cpu"] / CORES
    return {
        "pages_per_second": found["pages"] / wall,
        **found,
        **used,
        "peak_mb": usage.peak(last.at) / 1e6,
        "peak_few_mb": usage.peak(found.get("few_at", last.at)) / 1e6,
        "parent_mb": max(one.parent_memory for one in usage.samples) / 1e6,
    }


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


def ours(job: Job) -> dict[str, float]:
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
    began = time.time()
    crawl_outlets(settings, spiders, CrawlOptions(command="bench"))
    ended = time.time()
    with Archive.open(settings.db) as archive:
        fetched = [time for (time,) in archive.conn.execute("SELECT fetched_at FROM captures ORDER BY id")]
    few_at = datetime.fromisoformat(fetched[FEW_PAGES - 1]).timestamp() if len(fetched) > FEW_PAGES else ended
    return {"pages": len(fetched), "began": began, "ended": ended, "few_at": few_at}


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
    return {"pages": len(pages), "began": began, "ended": time.time(), "pages_per_second": CORES * len(pages) / cpu}


VARIANTS = {
    "bare": lambda job: scrapy_alone(job, with_trafilatura=False),
    "inline": lambda job: scrapy_alone(job, with_trafilatura=True),
    "ours": ours,
    "limit": limit,
}

if __name__ == "__main__":
    sys.exit(main())
