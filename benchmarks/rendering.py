"""What rendering a page costs: CPU and memory of the browser, for pages of a small app that are handed to it.

    python benchmarks/rendering.py [--pages 40] [--browser FILE]

No site and no network is needed. CPU is that of the browser's processes and of Playwright's own, as Linux counts it;
memory is their proportional set size (PSS), so that what they share counts once.
"""

import argparse
import asyncio
import json
import os
import time
from pathlib import Path

from scrapy import Request
from scrapy.http import Response

from newsarchive.crawl.rendering.browser import Browser
from newsarchive.crawl.rendering.page_parts import PagePart, PageParts, ScriptCache
from newsarchive.crawl.rendering.tab import RenderLimits, rendered_html

HOST = "https://news.example"
SHELL = b"<!doctype html><html><body><div id=root></div><script src=/app.js></script></body></html>"
# A bundle of 300 kB, nearly all of it never called, as bundles are.
APP = (
    "const parts = {};"
    + "".join(
        f"parts.f{n} = (a, b) => {{ const c = a * {n} + b; return c > {n} ? String(c) : 'x{n}'; }};"
        for n in range(3500)
    )
    + """const root = document.getElementById('root');
    const draw = (d) => `<article><h1>${d.headline}</h1>${d.text.map((one) => `<p>${one}</p>`).join('')}</article>`;
    fetch('/data' + location.pathname).then((r) => r.json()).then((d) => { root.innerHTML = draw(d); });"""
).encode()
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


async def download(request: Request) -> Response:
    if request.url.endswith("/app.js"):
        return Response(request.url, 200, {"Content-Type": "text/javascript"}, APP)
    text = {"headline": f"Report {request.url[-4:]}", "text": ["Words of a report that are read by people. " * 8] * 25}
    return Response(request.url, 200, {"Content-Type": "application/json"}, json.dumps(text).encode())


def family(pid: int) -> set[int]:
    """The processes that pid has started, and theirs."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    found, fresh = set(), {pid}
    while fresh:
        fresh = {one for one, parent in parents.items() if parent in fresh} - found
        found |= fresh
    return found


def cpu_seconds(pids: set[int]) -> dict[int, float]:
    """The CPU time of each process so far; its children have their own."""
    spent = {}
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        spent[pid] = sum(map(int, fields[11:13])) / CLOCK_TICKS
    return spent


def memory_mb(pids: set[int]) -> float:
    total = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1000


async def measure(pages: int, executable: str | None = None) -> None:
    browser, scripts = Browser(executable), ScriptCache()
    peak, spent = 0.0, {}

    async def render(number: int) -> int:
        url = f"{HOST}/{number:04}"
        answer = PagePart(200, {"Content-Type": "text/html"}, SHELL)
        parts = PageParts(url, download, scripts)
        return len(await rendered_html(browser, url, answer, parts, RenderLimits(300, 10_000_000), "newsarchive"))

    async def watch() -> None:
        nonlocal peak
        while True:
            mine = family(os.getpid())
            spent.update(cpu_seconds(mine))
            peak = max(peak, memory_mb(mine))
            await asyncio.sleep(0.1)

    await render(0)
    idle = memory_mb(family(os.getpid()))
    before = cpu_seconds(family(os.getpid()))
    watching = asyncio.ensure_future(watch())
    began, own = time.monotonic(), time.process_time()
    sizes = await asyncio.gather(*(render(number) for number in range(1, pages + 1)))
    seconds, own = time.monotonic() - began, time.process_time() - own
    watching.cancel()
    browsers = sum(spent.values()) - sum(before.values())
    print(f"{pages} pages of {sum(sizes) / pages / 1000:.0f} kB in {seconds:.1f} s, load {os.getloadavg()[0]:.1f}")
    print(f"CPU per page: {browsers / pages:.2f} s in the browser, {own / pages:.3f} s in newsarchive")
    print(f"memory of the browser: {idle:.0f} MB with no page open, {peak:.0f} MB at most")
    await browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--browser", help="the browser to start, instead of the one that a crawl would choose")
    options = parser.parse_args()
    asyncio.run(measure(options.pages, options.browser))
