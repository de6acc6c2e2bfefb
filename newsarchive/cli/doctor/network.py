"""The check of the network: whether one host's robots.txt can be read, as a crawl reads it first.

It runs in a process of its own that is ended when its time is over: a name server that does not answer can hold a
thread for minutes, and nothing in the same process could end it.
"""

import logging
import multiprocessing
import os
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection

from newsarchive.cli.doctor.diagnosis import Diagnosis, ok, warning
from newsarchive.settings import Settings
from newsarchive.urls import host_of

SECONDS = 20.0
# The start of a process that loads Scrapy, on a busy machine.
START_SECONDS = 40.0


def network_check(settings: Settings, url: str, seconds: float = SECONDS) -> Iterator[Diagnosis]:
    """Whether the robots.txt of url's host can be read, or is missing, which allows everything."""
    host = host_of(url) or url
    reason = _asked(settings, url, seconds)
    if reason is None:
        yield ok("network", f"{host} answers, and its robots.txt is known")
        return
    advice = "check the network, the proxy and the firewall; try another host with --url, or use --offline"
    yield warning("network", f"{host}: {reason}", advice)


def _asked(settings: Settings, url: str, seconds: float) -> str | None:
    """Why robots.txt could not be read; None where it was."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_ask, args=(settings, url, seconds, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(seconds + START_SECONDS):
            return f"no answer in {seconds:g} seconds"
        answer: str | None = ours.recv()
        return answer
    except EOFError:
        return "the request ended without an answer"
    finally:
        process.kill()
        process.join()
        ours.close()


def _ask(settings: Settings, url: str, seconds: float, result: Connection) -> None:
    """Sends why robots.txt of url's host could not be read, or None. It is the whole of a process."""
    # Only the answer counts. What Scrapy logs about the same failure would stand between the lines of the report.
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, sys.stdout.fileno())
    os.dup2(quiet, sys.stderr.fileno())
    logging.disable(logging.CRITICAL)
    from newsarchive.crawl.fetch import robots_problem

    try:
        result.send(robots_problem(settings, url, seconds))
    except Exception as error:
        result.send(str(error) or type(error).__name__)
