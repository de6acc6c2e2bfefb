"""Scrapy's own commands in the checkout."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desk import ROOT, Desk, clean_environ, rss, story

from newsarchive.crawl.registry import load_spider

# Each crawl is a process that takes about two seconds of one core, and much longer on a busy machine.
pytestmark = pytest.mark.timeout(300)


def scrapy(desk: Desk, *arguments: str, folder: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments],
        capture_output=True,
        text=True,
        timeout=90,
        cwd=folder,
        env={**clean_environ(), **desk.ours()},
    )


def test_scrapys_own_commands_work_in_the_checkout(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve({"/1": story("Plain scrapy stores it"), "/empty": {"body": rss([])}})
    site.routes["/rss"] = {"body": rss([(site.url("/1"), "1")])}
    desk.declare("river", site, feeds=[site.url("/rss")])
    desk.declare("dry", site, feeds=[site.url("/empty")])
    assert {"river", "dry"} <= set(scrapy(desk, "list").stdout.split())
    crawled = scrapy(desk, "crawl", "river", "-a", "limit=5")
    assert (crawled.returncode, crawled.stderr) == (0, "")
    assert desk.headlines("river") == {"Plain scrapy stores it"}
    assert desk.rows("SELECT outcome, command FROM crawls") == [("finished", "scrapy crawl river")]
    checked = scrapy(desk, "check", "river", "dry")
    assert "Ran 2 contracts" in checked.stderr
    assert "the answer names no address that the outlet wants" in checked.stderr
    assert checked.stderr.count("FAIL:") == 1
    unknown = scrapy(desk, "crawl", "rivers")
    assert unknown.returncode == 1
    assert unknown.stderr == "newsarchive: rivers: no outlet has that name; did you mean river?\n"


def test_genspider_with_our_template_makes_an_outlet_that_loads(desk: Desk) -> None:
    folder = desk.folder / "outlets" / "gb"
    folder.mkdir()
    template = ROOT / "newsarchive" / "crawl" / "templates" / "outlet.tmpl"
    made = scrapy(desk, "genspider", "-t", str(template), "village_news", "https://village.test/", folder=folder)
    assert made.returncode == 0, made.stderr
    spider = load_spider(folder / "village_news.py")
    assert spider.outlet.home == "https://village.test/"
    assert spider.outlet.domains == ("village.test",)
