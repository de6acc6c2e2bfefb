"""`newsarchive demo`: crawl the sample outlets twice with real spiders, say what happened, serve the archive."""

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
from newsarchive.web.serve import serve as serve_archive

DEFAULT_FOLDER = Path("demo-archive")
DEFAULT_PORT = 8001
# How long an interrupted crawl may take to store what it has in hand, in seconds.
_GRACE_SECONDS = 20
_PROXIES = ("http_proxy", "https_proxy", "all_proxy")


def run_demo(
    folder: Path = DEFAULT_FOLDER,
    *,
    serve: bool = True,
    port: int = DEFAULT_PORT,
    open_browser: bool = False,
    out: Callable[[str], None] = print,
) -> None:
    """Make a demo archive in folder, tell its making line by line to out, and serve it on port until Ctrl-C.

    Needs no internet: the sample outlets are served by this process, which keeps serving them beside the archive so
    that the addresses in it open.

    Raises:
        UsageError: folder holds something that no demo made, or port cannot be listened on.
        NewsArchiveError: a crawl failed; the message is its own.
    """
    with DemoServer(clock.now()) as server:
        db = crawl_twice(server, folder, out)
        _tell(out, report.next_steps(db))
        if serve:
            out("")
            serve_archive(db, "127.0.0.1", port, open_browser)


def crawl_twice(server: DemoServer, folder: Path, out: Callable[[str], None]) -> Path:
    """A new archive in folder after two crawls, the second of the corrected edition; gives the archive's file."""
    db = make_folder(folder, server.homes.values())
    _tell(out, report.opening(server.homes))
    tellers = (report.first_crawl, report.second_crawl)
    for edition, tell in zip(EDITIONS, tellers, strict=True):
        server.publish(edition)
        _crawl(folder, server.homes)
        with Archive.open(db) as archive:
            _tell(out, tell(archive, server))
    return db


def _tell(out: Callable[[str], None], lines: Iterable[str]) -> None:
    for line in lines:
        out(line)


def _crawl(folder: Path, homes: Mapping[str, str]) -> None:
    """One crawl in a process of its own.

    A Ctrl-C reaches that process too, which then ends cleanly; it is waited for.
    """
    arguments = [f"{outlet}={home}" for outlet, home in homes.items()]
    command = [sys.executable, "-m", "newsarchive.demo.crawl", *arguments]
    with subprocess.Popen(command, env=_environment(folder), stderr=subprocess.PIPE, text=True) as crawl:  # noqa: S603
        try:
            complaints = crawl.communicate()[1]
        except BaseException:
            _wait_for_the_end(crawl)
            raise
    if crawl.returncode != 0:
        reason = complaints.strip().splitlines()[-1:] or [f"it ended with status {crawl.returncode}"]
        raise NewsArchiveError(f"the demo's crawl failed: {reason[0]}")


def _wait_for_the_end(crawl: "subprocess.Popen[str]") -> None:
    try:
        crawl.communicate(timeout=_GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        crawl.kill()


def _environment(folder: Path) -> dict[str, str]:
    """This process's environment with the demo's settings alone; without proxies, which cannot reach us."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("NEWSARCHIVE_") and name.lower() not in _PROXIES
    }
    return {**kept, "NEWSARCHIVE_CONFIG": str((folder / FILE_NAME).resolve())}
