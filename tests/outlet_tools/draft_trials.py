"""Trials of `newsarchive new` on the invented sites: the real commands on served sites, compared with the right facts.

The tests and `benchmarks/evaluate_new.py --invented` use it. One command drafts each site, and one crawl fetches all
drafted outlets. A site in two languages becomes two outlets: the second is drafted from the URL in the first report.
"""

import json
import os
import sqlite3
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sites import NOW, SITES, Running, Site, serve

from newsarchive.crawl.registry import load_spider
from newsarchive.outlet import Outlet
from newsarchive.urls import url_key

# The command line with the clock of the sites, so that their news is new on any day.
_COMMAND = f"""
from datetime import datetime
from newsarchive import clock
clock.now = lambda: datetime.fromisoformat({NOW.isoformat()!r})
from newsarchive.cli.main import main
main()
"""
# A crawl must find the articles of this time. deep_index has ten years of older articles too.
_RECENT = timedelta(days=7)
_REFUSALS = {"robots forbids": "robots.txt forbids it", "bot wall": "a bot wall (Cloudflare)"}


@dataclass(frozen=True)
class Drafted:
    """One outlet that was drafted and crawled: the row of `new --json`, and the stored articles by their paths."""

    site: Site
    language: str
    row: dict[str, Any]
    outlet: Outlet
    stored: dict[str, str]

    @property
    def articles(self) -> set[str]:
        """The paths that the outlet must accept; on a site with several languages, those in its own."""
        return {path for path in self.site.articles if self._is_ours(path)}

    @property
    def others(self) -> set[str]:
        """The paths that it must refuse."""
        return set(self.site.others) | (self.site.articles - self.articles)

    @property
    def feeds(self) -> set[str]:
        return {path for path in self.site.feeds if self._is_ours(path)}

    @property
    def recent(self) -> set[str]:
        """The articles that a crawl must find and store."""
        return {path for path in self.articles if self.site.stories[path].at > NOW - _RECENT}

    @property
    def accepted(self) -> set[str]:
        return {path for path in self.site.articles | self.site.others if self.outlet.wants(self.site.url(path))}

    def _is_ours(self, path: str) -> bool:
        return len(self.site.languages) == 1 or path.startswith(f"/{self.language}/")


@dataclass(frozen=True)
class Trial:
    """The result for one site: the drafted outlets, or the output and requests of the command that refused it."""

    site: Site
    drafted: tuple[Drafted, ...]
    done: subprocess.CompletedProcess[str]
    requested: tuple[str, ...]

    @property
    def misses(self) -> list[str]:
        """What is wrong, in words; empty if everything is right."""
        if self.site.verdict != "ok":
            return list(_wrong_refusal(self))
        if not self.drafted:
            return [f"refused: {self.done.stderr.strip()}"]
        wrong = [miss for one in self.drafted for miss in _wrong_draft(one)]
        missing = set(self.site.languages) - {one.language for one in self.drafted}
        wrong += [f"names {other} again" for one in self.drafted[1:] for other in one.row["other_languages"]]
        return wrong + [f"nothing drafted in {language}" for language in sorted(missing)]


def newsarchive(folder: Path, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Runs `newsarchive …` in folder at the time of the sites, outlets in outlets/. Only loopback can be reached."""
    clean = {name: value for name, value in os.environ.items() if not name.upper().startswith(("NEWSARCHIVE_", "HTTP"))}
    ours = {
        "NEWSARCHIVE_OUTLETS_FOLDER": "outlets", "NEWSARCHIVE_ALLOW_PRIVATE": "127.0.0.0/8",
        "NEWSARCHIVE_DELAY_SECONDS": "0", "NEWSARCHIVE_MIN_FREE_GB": "0", "NEWSARCHIVE_WORKERS": "1",
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-c", _COMMAND, *words],
        capture_output=True, text=True, cwd=folder, timeout=100, check=False, env={**clean, **ours, **environ},
    )  # fmt: skip


def try_sites(names: Iterable[str], folder: Path) -> dict[str, Trial]:
    """The result for each site. The outlets are drafted in folder, two sites at a time, and then crawled together."""
    (folder / "outlets").mkdir(parents=True)
    with ExitStack() as stack:
        running = {name: stack.enter_context(serve(SITES[name], NOW)) for name in names}
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(lambda one: _drafted(folder, one), running.values()))
        requested = [tuple(one.paths()) for one in running.values()]
        stored = _stored(folder, [row["name"] for _, rows in answers for row in rows])
    return {
        name: Trial(one.site, tuple(_held(one.site, row, stored) for row in rows), done, paths)
        for (name, one), (done, rows), paths in zip(running.items(), answers, requested, strict=True)
    }


def _drafted(folder: Path, running: Running) -> tuple[subprocess.CompletedProcess[str], list[dict[str, Any]]]:
    """The command for a site, and the report of each outlet that was written, one per language."""
    done = newsarchive(folder, "new", f"{running.base}/", "--json")
    if done.returncode != 0:
        return done, []
    first = json.loads(done.stdout)
    others = [newsarchive(folder, "new", other["url"], "--json") for other in first["other_languages"]]
    return done, [first, *(json.loads(other.stdout) for other in others if other.returncode == 0)]


def _stored(folder: Path, outlets: list[str]) -> dict[str, dict[str, str]]:
    """The completeness of every article that a crawl of outlets stores, by outlet and URL."""
    if not outlets:
        return {}
    done = newsarchive(folder, "crawl", *outlets, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, str]] = defaultdict(dict)
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        for outlet, url, completeness in db.execute("SELECT outlet, url, completeness FROM articles"):
            found[outlet][url] = completeness
    return found


def _held(site: Site, row: dict[str, Any], stored: Mapping[str, Mapping[str, str]]) -> Drafted:
    """An outlet as its file declares it, with its stored articles by the paths of the site."""
    outlet = load_spider(Path(row["file"])).outlet
    paths = {url_key(site.url(path)): path for path in site.articles | site.others}
    own = {paths.get(url_key(url), url): completeness for url, completeness in stored.get(outlet.name, {}).items()}
    return Drafted(site, outlet.language.partition("-")[0], row, outlet, own)


def _wrong_refusal(trial: Trial) -> Iterator[str]:
    lines = trial.done.stderr.splitlines()
    if trial.done.returncode != 1 or trial.done.stdout or len(lines) != 1:
        yield f"not refused in one line with status 1: {trial.done}"
    elif _REFUSALS[trial.site.verdict] not in lines[0]:
        yield f"refused for another reason: {lines[0]}"
    if trial.site.verdict == "robots forbids" and set(trial.requested) != {"/robots.txt"}:
        yield f"requested although robots.txt forbids it: {trial.requested}"


def _wrong_draft(one: Drafted) -> Iterator[str]:
    site = one.site
    yield from _differing("articles refused", one.articles - one.accepted)
    yield from _differing("other pages accepted", one.accepted & one.others)
    feeds, sitemaps = (
        {url.removeprefix(site.base) for url in urls} for urls in (one.outlet.feeds, one.outlet.sitemaps)
    )
    yield from _differing("feeds missing", one.feeds - feeds)
    yield from _differing("feeds too many", feeds - one.feeds)
    yield from _differing("sitemaps too many", sitemaps - site.sitemaps)
    if site.sitemaps and not feeds | sitemaps:
        yield f"no sitemap of {sorted(site.sitemaps)}"
    if one.language not in site.languages:
        yield f"language {one.outlet.language}, not {site.language}"
    if not site.keeps_time_of(one.outlet.timezone, NOW.year):
        yield f"zone {one.outlet.timezone}, not {site.timezone}"
    for name in ("country", "title"):
        if getattr(one.outlet, name) != getattr(site, name):
            yield f"{name} {getattr(one.outlet, name)!r}, not {getattr(site, name)!r}"
    yield from _differing("articles not stored", one.recent - one.stored.keys())
    yield from _differing("stored and not an article", one.stored.keys() - one.articles)
    yield from _differing(
        "stubs not marked", {path for path in site.stubs & one.stored.keys() if one.stored[path] != "stub"}
    )


def _differing(what: str, paths: set[str]) -> Iterator[str]:
    if paths:
        yield f"{what}: {len(paths)}, such as {min(paths)}"
