"""`newsarchive demo`: crawls the sample outlets twice with real spiders, reports what happened, serves the archive."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from newsarchive import clock
from newsarchive.archive.database import Archive
from newsarchive.demo import report
from newsarchive.demo.content import EDITIONS
from newsarchive.demo.folder import make_folder
from newsarchive.demo.server import DemoServer
from newsarchive.errors import NewsArchiveError
from newsarchive.settings import FILE_NAME
from newsarchive.web.serve import listen
from newsarchive.web.serve import serve as serve_archive

DEFAULT_FOLDER = Path("demo-archive")
# Seconds that an interrupted crawl gets to store its current pages.
_GRACE_SECONDS = 20
_PROXIES = ("http_proxy", "https_proxy", "all_proxy")


def run_demo(
    folder: Path = DEFAULT_FOLDER,
    *,
    serve: bool = True,
    port: int | None = None,
    open_browser: bool = False,
    out: Callable[[str], None] = print,
) -> None:
    """Makes a demo archive in folder, reports each step to out, and serves the archive on port until Ctrl-C.

    It needs no internet: this process serves the sample outlets too, so that the URLs in the archive can be opened. If
    port is None, it is 8001, or any free port if 8001 is in use.

    Raises:
        UsageError: folder contains files that no demo created, or port cannot be used.
        NewsArchiveError: a crawl failed, with the message of that crawl.
    """
    if serve and port:
        # The crawls take a while: a port that cannot be used is reported before them.
        listen("127.0.0.1", port).close()
    with DemoServer(clock.now()) as server:
        db = crawl_twice(server, folder, out)
        _print_lines(out, report.next_steps(db))
        if serve:
            out("")
            serve_archive(db, "127.0.0.1", port, open_browser)


def crawl_twice(server: DemoServer, folder: Path, out: Callable[[str], None]) -> Path:
    """Makes a new archive in folder with two crawls, the second of the corrected edition. Returns its file."""
    db = make_folder(folder, server.homes.values())
    _print_lines(out, report.sample_outlets(server.homes))
    reports = (report.first_crawl, report.second_crawl)
    for edition, lines_of in zip(EDITIONS, reports, strict=True):
        server.publish(edition)
        _crawl(folder, server.homes)
        with Archive.open(db) as archive:
            _print_lines(out, lines_of(archive, server))
    return db


def _print_lines(out: Callable[[str], None], lines: Iterable[str]) -> None:
    for line in lines:
        out(line)


def _crawl(folder: Path, homes: Mapping[str, str]) -> None:
    """One crawl in a process of its own.

    Ctrl-C reaches that process too. It then ends cleanly, and this function waits for it.
    """
    arguments = [f"{outlet}={home}" for outlet, home in homes.items()]
    command = [sys.executable, "-m", "newsarchive.demo.crawl", *arguments]
    with subprocess.Popen(command, env=_environment(folder), stderr=subprocess.PIPE, text=True) as crawl:  # noqa: S603
        try:
            errors = crawl.communicate()[1]
        except BaseException:
            _wait_until_it_ends(crawl)
            raise
    if crawl.returncode != 0:
        reason = errors.strip().splitlines()[-1:] or [f"exit status {crawl.returncode}"]
        raise NewsArchiveError(f"the demo's crawl failed: {reason[0]}")


def _wait_until_it_ends(crawl: "subprocess.Popen[str]") -> None:
    try:
        crawl.communicate(timeout=_GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        crawl.kill()


def _environment(folder: Path) -> dict[str, str]:
    """The environment of this process with the settings of the demo only, and without proxies: they cannot reach us."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("NEWSARCHIVE_") and name.lower() not in _PROXIES
    }
    return {**kept, "NEWSARCHIVE_CONFIG": str((folder / FILE_NAME).resolve())}
