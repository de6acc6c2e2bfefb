"""Fixtures that every part's tests may use, and which tests `make test-fast` leaves out.

A test is marked by what it needs, so that nobody has to remember it: `browser` if it drives Chromium, `slow` if it
crawls, starts our commands, or takes more than a few seconds. test_markers.py finds names here that no longer exist.
"""

from pathlib import Path

import pytest
from hypothesis import settings

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
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
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


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages and tools beside the checkout; absent on most machines."""
    folder = ROOT.parent / "shared"
    if not (folder / "corpus" / "labelled.jsonl").is_file():
        pytest.skip(f"{folder} with the corpus of real pages is absent")
    return folder
