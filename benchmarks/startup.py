"""How long commands take to start: each verb's help, and `newsarchive outlets` compared with `scrapy list`.

    python benchmarks/startup.py --runs 15

The help of each verb is what a verb loads before its own work begins. `scrapy list` runs in an empty Scrapy project
with as many spider files as we have outlets, made by Scrapy's own `startproject`. All commands run in turn, so that
other work on the machine affects all of them. Medians of CPU and wall seconds are printed.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from newsarchive.cli.main import VERBS
from newsarchive.crawl.registry import outlet_files
from newsarchive.settings import load_settings

SPIDER = """import scrapy


class {name}Spider(scrapy.Spider):
    name = "{name}"
    allowed_domains = ["{name}.example"]
    start_urls = ["https://{name}.example"]

    def parse(self, response):
        pass
"""

HERE = Path(__file__).resolve().parents[1]
NEWSARCHIVE = (sys.executable, "-m", "newsarchive.cli.main")
HELP = [["--help"], *([verb, "--help"] for verb in VERBS)]


def main() -> int:
    """0 if all commands could be measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="how often each command runs")
    runs = parser.parse_args().runs
    names = list(outlet_files(load_settings()))
    with tempfile.TemporaryDirectory() as folder:
        project = an_empty_project(Path(folder), names)
        compared = {
            "newsarchive outlets": ([*NEWSARCHIVE, "outlets"], HERE),
            "scrapy list": ([sys.executable, "-m", "scrapy.cmdline", "list"], project),
        }
        helps = {" ".join(("newsarchive", *words)): ([*NEWSARCHIVE, *words], HERE) for words in HELP}
        took = measure(helps | compared, runs)
    print(f"{len(names)} outlet files, {runs} runs of each command in turn, medians in seconds")
    for name, times in took.items():
        cpu, wall = (statistics.median(column) for column in zip(*times, strict=True))
        print(f"  {name:<28} CPU {cpu:.2f}  wall {wall:.2f}")
    ours, theirs = (statistics.median(cpu for cpu, _ in took[name]) for name in compared)
    print(f"  ratio of CPU time, outlets / list: {ours / theirs:.2f}")
    return 0


def an_empty_project(folder: Path, names: list[str]) -> Path:
    """A project as `scrapy startproject` makes it, with one spider file for each name."""
    subprocess.run([sys.executable, "-m", "scrapy.cmdline", "startproject", "empty"], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL)  # fmt: skip
    spiders = folder / "empty" / "empty" / "spiders"
    for name in names:
        (spiders / f"{name}.py").write_text(SPIDER.format(name=name), encoding="utf-8")
    return folder / "empty"


def measure(commands: dict[str, tuple[list[str], Path]], runs: int) -> dict[str, list[tuple[float, float]]]:
    """CPU and wall seconds of each command, run after run; the first run of each fills caches and does not count."""
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, (command, folder) in commands.items():
            seconds = timed(command, folder)
            if number:
                took[name].append(seconds)
    return took


def timed(command: list[str], folder: Path) -> tuple[float, float]:
    """CPU and wall seconds of one run."""
    before, began = os.times(), time.perf_counter()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(
        command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    wall, after = time.perf_counter() - began, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return cpu, wall


if __name__ == "__main__":
    sys.exit(main())
