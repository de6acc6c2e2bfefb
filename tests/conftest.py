"""Fixtures that every part's tests may use, and which tests `make test-fast` leaves out.

A test is marked by what it needs, so that nobody has to remember it: `browser` if it drives Chromium, `slow` if it
crawls, starts our commands, or takes more than a few seconds. test_markers.py finds names here that no longer exist.
"""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from newsarchive.archive.database import Archive

# Compiled modules are stored, also where the environment says otherwise. Without them, each process that runs tests,
# and each one that a test starts, compiles all modules again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# No time is asserted, also not that of one example: the machine may be busy.
settings.register_profile("without deadline", deadline=None)
settings.load_profile("without deadline")

ROOT = Path(__file__).resolve().parent.parent

BROWSER_FIXTURES = {"browser"}
# Web servers on loopback, crawls of them in processes of their own, and the corpus of real pages.
SLOW_FIXTURES = {"serve", "desk", "demo", "shared"}
# The programs that measure: most of what they do takes long, since short work cannot be measured. And worker processes,
# which are started and stopped again and again.
SLOW_FOLDERS = {"benchmarks", "workers"}
# Drafts of whole sites by our commands, and crawls of them; web servers; the contract of each of hundreds of outlets;
# commands in shells.
SLOW_FILES = {
    "test_new_command.py",
    "test_draft_trials.py",
    "test_server.py",
    "test_contracts.py",
    "test_standard_streams.py",
}
# Pages and sitemaps of many megabytes, and Python processes that are started only to see what they do.
SLOW_TESTS = {
    "test_bytes_after_the_limit_are_not_read",
    "test_a_sitemap_of_fifty_thousand_is_one_transaction",
    "test_a_verb_that_works_on_the_archive_loads_nothing_that_reads_pages",
    "test_help_of_a_verb_loads_nothing_heavy",
    "test_hostile_pages_are_an_outcome_and_never_an_error",
    "test_it_ends_when_the_program_has_nothing_more_to_ask",
    "test_killed_writer_leaves_whole_articles",
    "test_the_list_loads_nothing_that_only_a_crawl_needs",
    "test_the_list_of_verbs_loads_no_verb",
    "test_what_cannot_be_read_is_an_outcome_with_a_reason",
}


# First, since pytest picks the tests for `-m` in this hook too.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & BROWSER_FIXTURES:
            item.add_marker("browser")
        if (
            fixtures & SLOW_FIXTURES
            or item.path.name in SLOW_FILES
            or SLOW_FOLDERS & set(item.path.parts)
            or getattr(item, "originalname", None) in SLOW_TESTS
        ):
            item.add_marker("slow")
    if hasattr(config, "workerinput"):
        _put_slow_files_first(items)


def _put_slow_files_first(items: list[pytest.Item]) -> None:
    """Lets what takes longest begin first, so that no process is still busy with it when the others have ended."""
    slow = {item.path for item in items if item.get_closest_marker("slow") or item.get_closest_marker("browser")}
    items.sort(key=lambda item: (not SLOW_FOLDERS & set(item.path.parts), item.path not in slow))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages and tools beside the checkout; absent on most machines."""
    folder = ROOT.parent / "shared"
    if not (folder / "corpus" / "labelled.jsonl").is_file():
        pytest.skip(f"{folder} with the corpus of real pages is absent")
    return folder


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Logging is on. A library that is configured in one test may disable the loggers that others look at."""
    logging.disable(logging.NOTSET)
    for logger in logging.root.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            logger.disabled = False


_OPENED = Archive._opened.__func__


@pytest.fixture(scope="session", autouse=True)
def _copied_archives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """New archives are copies of an empty one. To make one takes 0.07 s, of which thousands of tests would need one."""
    file = tmp_path_factory.mktemp("empty") / "archive.db"
    Archive.open(file, write=True).close()
    empty = file.read_bytes()

    def opened(cls: type[Archive], path: Path, *, write: bool) -> Archive:
        if write and not path.exists() and not path.with_name(f"{path.name}-wal").exists():
            try:
                path.write_bytes(empty)
            except OSError:
                # What is wrong with the place is for the archive to say.
                with suppress(OSError):
                    path.unlink(missing_ok=True)
        archive: Archive = _OPENED(cls, path, write=write)
        return archive

    Archive._opened = classmethod(opened)  # type: ignore[method-assign]
    yield
    Archive._opened = classmethod(_OPENED)  # type: ignore[method-assign]


@pytest.fixture
def made_archives(monkeypatch: pytest.MonkeyPatch) -> None:
    """New archives are made step by step, as users make them."""
    monkeypatch.setattr(Archive, "_opened", classmethod(_OPENED))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With -n, each process takes a contiguous half of the tests, and then what others have left.

    So costly fixtures of a module are made once. By default, xdist gives each process every second test of a module.
    """
    if config.getoption("dist") != "load":
        return None
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log)
