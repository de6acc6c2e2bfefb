"""How long `newsarchive outlets` takes beside `scrapy list` of an empty Scrapy project with as many spider files.

    python benchmarks/startup.py --runs 15

The project is made by Scrapy's own `startproject` and `genspider` templates. Both commands are run in turn, so that
what else the machine does falls on both; medians of CPU and wall seconds are compared.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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


def main() -> int:
    """0 when both could be measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="how often each is run")
    runs = parser.parse_args().runs
    names = list(outlet_files(load_settings()))
    with tempfile.TemporaryDirectory() as folder:
        project = an_empty_project(Path(folder), names)
        here = Path(__file__).resolve().parents[1]
        commands = {
            "newsarchive outlets": ([sys.executable, "-m", "newsarchive.cli.main", "outlets"], here),
            "scrapy list": ([sys.executable, "-m", "scrapy.cmdline", "list"], project),
        }
        took = measure(commands, runs)
    print(f"{len(names)} files, {runs} runs of each in turn, medians in seconds")
    for name, times in took.items():
        cpu, wall = (statistics.median(column) for column in zip(*times, strict=True))
        print(f"  {name:<20} CPU {cpu:.2f}  wall {wall:.2f}")
    ours, theirs = (statistics.median(cpu for cpu, _ in took[name]) for name in commands)
    print(f"  ratio of CPU time: {ours / theirs:.2f}")
    return 0


def an_empty_project(folder: Path, names: list[str]) -> Path:
    """A project as `scrapy startproject` makes it, with one spider file a name."""
    subprocess.run([sys.executable, "-m", "scrapy.cmdline", "startproject", "empty"], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL)  # fmt: skip
    spiders = folder / "empty" / "empty" / "spiders"
    for name in names:
        (spiders / f"{name}.py").write_text(SPIDER.format(name=name), encoding="utf-8")
    return folder / "empty"


def measure(commands: dict[str, tuple[list[str], Path]], runs: int) -> dict[str, list[tuple[float, float]]]:
    """CPU and wall seconds of each command, run after run; a first run of each fills the caches and is left out."""
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
