"""Pages that wait to be stored together: when a group is stored, and what becomes of a page that cannot be."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from newsarchive import ingest
from newsarchive.archive.database import Archive
from newsarchive.crawl.page_flow import store_groups
from newsarchive.crawl.page_flow.store_groups import MOST_PAGES, StoreGroups
from newsarchive.errors import ArchiveBusy, ArchiveError
from newsarchive.ingest import PageToKeep
from newsarchive.outlet import Outlet
from newsarchive.records import Page, Verdict

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OUTLET = Outlet("post", "Rivertown Post", "https://post.example/", "en", "Europe/London")
PARAGRAPHS = "".join(
    f"<p>The ferry to the island sails again on Friday, as it did in the year {1900 + n}.</p>" for n in range(9)
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db", write=True) as one:
        yield one


@pytest.fixture
def sizes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of the groups that were stored."""
    found: list[int] = []
    keep_group = ingest.keep_group

    def counted(archive: Archive, pages: Sequence[PageToKeep]) -> Any:
        found.append(len(pages))
        return keep_group(archive, pages)

    monkeypatch.setattr(ingest, "keep_group", counted)
    return found


def a_page(number: int) -> PageToKeep:
    url = f"https://post.example/2026/11/ferry-{number}"
    body = f"<html lang=en><body><article><h1>Ferry {number} sails again</h1>{PARAGRAPHS}</article></body></html>"
    page = Page(url, url, NOW, 200, (("Content-Type", "text/html"),), body.encode())
    return PageToKeep(ingest.prepare(page, OUTLET), OUTLET, NOW)


def articles_in(archive: Archive) -> int:
    count: int = archive.conn.execute("SELECT count(*) FROM articles").fetchone()[0]
    return count


def cannot_keep(number: int, error: Exception) -> Callable[[Archive, Sequence[PageToKeep]], Any]:
    """keep_group, which fails for every group with that page."""
    keep_group = ingest.keep_group

    def keep(archive: Archive, pages: Sequence[PageToKeep]) -> Any:
        if any(page.prepared.requested_url.endswith(f"-{number}") for page in pages):
            raise error
        return keep_group(archive, pages)

    return keep


async def test_a_page_is_stored_at_once_when_no_other_is_expected(archive: Archive, sizes: list[int]) -> None:
    groups = StoreGroups(archive, is_more_expected=lambda: False)
    assert (await groups.store(a_page(1))).verdict is Verdict.NEW
    assert (sizes, articles_in(archive)) == ([1], 1)


async def test_pages_wait_for_the_last_one_that_is_expected(archive: Archive, sizes: list[int]) -> None:
    expected = iter([True, True, False])
    groups = StoreGroups(archive, is_more_expected=lambda: next(expected))
    stored = await asyncio.gather(*(groups.store(a_page(number)) for number in range(3)))
    assert [one.article_id for one in stored] == [1, 2, 3]
    assert sizes == [3]


async def test_a_group_is_stored_when_it_is_full(archive: Archive, sizes: list[int]) -> None:
    groups = StoreGroups(archive, is_more_expected=lambda: True)
    page = a_page(1)
    await asyncio.gather(*(groups.store(page) for _ in range(MOST_PAGES)))
    assert sizes == [MOST_PAGES]


async def test_no_page_waits_longer_than_the_longest_wait(
    archive: Archive, sizes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_groups, "LONGEST_WAIT_SECONDS", 0.0)
    groups = StoreGroups(archive, is_more_expected=lambda: True)
    stored = await asyncio.gather(groups.store(a_page(1)), groups.store(a_page(2)))
    assert ([one.verdict for one in stored], sizes) == ([Verdict.NEW, Verdict.NEW], [2])


@pytest.mark.parametrize("error", [ArchiveError("the disk is full"), KeyError("a mistake of ours")])
async def test_a_page_that_cannot_be_stored_loses_no_other_page(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(ingest, "keep_group", cannot_keep(1, error))
    expected = iter([True, True, False])
    groups = StoreGroups(archive, is_more_expected=lambda: next(expected))
    tasks = [groups.store(a_page(number)) for number in range(3)]
    first, failed, last = await asyncio.gather(*tasks, return_exceptions=True)
    assert failed is error
    assert (first.verdict, last.verdict, articles_in(archive)) == (Verdict.NEW, Verdict.NEW, 2)  # type: ignore[union-attr]


async def test_a_locked_archive_is_not_asked_again_for_each_page(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def busy(archive: Archive, pages: Sequence[PageToKeep]) -> Any:
        asked.append(len(pages))
        raise ArchiveBusy("another process is writing")

    monkeypatch.setattr(ingest, "keep_group", busy)
    expected = iter([True, False])
    groups = StoreGroups(archive, is_more_expected=lambda: next(expected))
    found = await asyncio.gather(*(groups.store(a_page(number)) for number in range(2)), return_exceptions=True)
    assert (asked, [type(one) for one in found]) == ([2], [ArchiveBusy, ArchiveBusy])


async def test_closing_stores_what_waits(archive: Archive) -> None:
    groups = StoreGroups(archive, is_more_expected=lambda: True)
    waiting = asyncio.ensure_future(groups.store(a_page(1)))
    await asyncio.sleep(0)
    assert articles_in(archive) == 0
    groups.close()
    assert articles_in(archive) == 1
    waiting.cancel()


async def test_a_page_whose_caller_is_gone_is_still_stored(archive: Archive) -> None:
    expected = iter([True, False])
    groups = StoreGroups(archive, is_more_expected=lambda: next(expected))
    gone = asyncio.ensure_future(groups.store(a_page(1)))
    await asyncio.sleep(0)
    gone.cancel()
    await groups.store(a_page(2))
    await asyncio.wait([gone])
    assert (gone.cancelled(), articles_in(archive)) == (True, 2)
