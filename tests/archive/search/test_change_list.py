"""The list of the latest changes: whose changes, of which kinds, page by page, within the limits of a page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import save
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.archive.search import change_list
from newsarchive.archive.search.change_list import ChangesPage, ChangesRequest, ListPosition, ScanLimits, list_changes
from newsarchive.outlet import Outlet
from newsarchive.records import Article

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
OUTLETS = {
    name: Outlet(name, name.title(), f"https://{name}.example/", "en", "UTC", domains=(f"{name}.example",))
    for name in ("post", "wire")
}
BODY = "The harbour opened again on Monday, and crowds stood on the quay.\n\n" + "Ships came in one by one. " * 12


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        yield opened


def keep(archive: Archive, number: int, hours: float, outlet: str = "post", read_by: str = "1", **facts: str) -> int:
    """The id of an article as it was seen that many hours after NOW."""
    url = f"https://{outlet}.example/{number}"
    article = replace(Article(outlet, f"Harbour opens, report {number}", BODY), **facts)
    version = version_of(article, outlet, read_by)
    saved = save(
        archive, version, outlet=OUTLETS[outlet], addresses=Addresses(url, url), now=NOW + timedelta(hours=hours)
    )
    assert saved.article_id is not None
    return saved.article_id


def withdraw(archive: Archive, article_id: int, hours: float) -> None:
    at = (NOW + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
    with archive.transaction():
        archive.conn.execute("UPDATE articles SET gone_at = ? WHERE id = ?", [at, article_id])


@pytest.fixture
def ids(archive: Archive) -> dict[str, int]:
    """Ids by what became of the articles, the oldest change first."""
    ids = {
        "headline": keep(archive, 1, 0),
        "corrected": keep(archive, 2, 0, "wire"),
        "shortened": keep(archive, 3, 0),
        "withdrawn": keep(archive, 4, 0),
        "extended": keep(archive, 5, 0),
        "unchanged": keep(archive, 6, 0),
    }
    keep(archive, 1, 1, headline="Port opens")
    keep(archive, 2, 2, "wire", body=BODY.replace("Monday", "Sunday"))
    keep(archive, 3, 3, body=BODY.replace("Ships came in one by one. " * 5, "", 1))
    withdraw(archive, ids["withdrawn"], 4)
    keep(archive, 5, 5, read_by="2", body=BODY + "Nobody had thought it possible. " * 9)
    return ids


def listed(page: ChangesPage) -> list[tuple[int, list[str]]]:
    return [(change.article_id, [one.kind for one in change.kinds]) for change in page.changes]


def test_changes_are_listed_newest_first_with_their_kinds(archive: Archive, ids: dict[str, int]):
    page = list_changes(archive.conn, ChangesRequest())
    names = ["extended", "withdrawn", "shortened", "corrected", "headline"]
    assert listed(page) == [(ids[name], [name]) for name in names]
    assert page.next_before is None
    assert [change.cause for change in page.changes] == ["unknown", "theirs", "theirs", "theirs", "theirs"]
    last = page.changes[-1]
    assert (last.older, last.newer, last.headline) == (1, 2, "Port opens")
    assert last.earlier_headline == "Harbour opens, report 1"
    assert last.changed_at == NOW + timedelta(hours=1)
    gone = page.changes[1]
    assert (gone.older, gone.newer, gone.headline) == (None, None, "Harbour opens, report 4")
    assert str(page.changes[2].kinds[0]) == "shortened by 36 %"


@pytest.mark.parametrize(
    ("request_", "names"),
    [
        pytest.param(ChangesRequest(outlets=("wire",)), ["corrected"], id="an outlet"),
        pytest.param(ChangesRequest(outlets=("wire", "post"), kinds=("headline",)), ["headline"], id="two outlets"),
        pytest.param(ChangesRequest(kinds=("withdrawn",)), ["withdrawn"], id="withdrawn"),
        pytest.param(ChangesRequest(kinds=("shortened", "withdrawn")), ["withdrawn", "shortened"], id="two kinds"),
        pytest.param(ChangesRequest(causes=("unknown",)), ["extended"], id="nobody can say whose"),
        pytest.param(ChangesRequest(causes=("ours",)), [], id="ours"),
        pytest.param(ChangesRequest(since=date(2026, 11, 23)), [], id="since"),
        pytest.param(ChangesRequest(until=date(2026, 11, 21)), [], id="until"),
        pytest.param(ChangesRequest(until=date.max, kinds=("headline",)), ["headline"], id="until the end of time"),
        pytest.param(
            ChangesRequest(since=date(2026, 11, 22), until=date(2026, 11, 22), kinds=("corrected",)),
            ["corrected"],
            id="a day, both ends included",
        ),
    ],
)
def test_filters(archive: Archive, ids: dict[str, int], request_: ChangesRequest, names: list[str]):
    found = [change.article_id for change in list_changes(archive.conn, request_).changes]
    assert found == [ids[name] for name in names]


def test_a_change_of_our_extraction_is_not_the_outlets_change(archive: Archive, ids: dict[str, int]):
    with archive.transaction():
        archive.conn.execute("UPDATE revisions SET cause = 'ours'")
    assert listed(list_changes(archive.conn, ChangesRequest())) == [(ids["withdrawn"], ["withdrawn"])]
    ours = list_changes(archive.conn, ChangesRequest(causes=("ours",)))
    assert len(ours.changes) == 4


def test_pages_follow_each_other_even_within_one_second(archive: Archive):
    for number in range(1, 8):
        keep(archive, number, 0)
        keep(archive, number, 1, headline=f"Port opens {number}")
    withdraw(archive, 3, 1)
    withdraw(archive, 7, 1)
    whole = [change.position for change in list_changes(archive.conn, ChangesRequest()).changes]
    assert len(set(whole)) == 9
    assert whole == sorted(whole, reverse=True)
    seen, before = [], None
    while True:
        page = list_changes(archive.conn, ChangesRequest(page_size=2, before=before))
        seen += [change.position for change in page.changes]
        if page.next_before is None:
            break
        before = page.next_before
    assert seen == whole


@pytest.mark.parametrize(
    ("limits", "request_", "pages"),
    [
        pytest.param(ScanLimits(rows=2), ChangesRequest(outlets=("wire",)), 3, id="rows of other outlets"),
        pytest.param(ScanLimits(texts=1), ChangesRequest(kinds=("corrected",)), 4, id="texts of other kinds"),
    ],
)
def test_a_page_stops_at_its_limits_and_the_next_page_continues(
    archive: Archive, ids: dict[str, int], limits: ScanLimits, request_: ChangesRequest, pages: int
):
    found, looked = [], 0
    while True:
        page = list_changes(archive.conn, request_, limits)
        looked += 1
        found += listed(page)
        assert (page.looked_back_to is None) == (page.next_before is None)
        if page.next_before is None:
            break
        request_ = replace(request_, before=page.next_before)
    assert found == [(ids["corrected"], ["corrected"])]
    assert looked == pages


def test_a_removed_article_is_no_longer_listed(archive: Archive, ids: dict[str, int]):
    remove_article(archive, ids["headline"], "a court ordered it", NOW + timedelta(hours=6))
    assert ids["headline"] not in [change.article_id for change in list_changes(archive.conn, ChangesRequest()).changes]


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        pytest.param(change_list._REPLACED, "COVERING INDEX revisions_replaced", id="replaced versions"),
        pytest.param(change_list._GONE, "INDEX articles_gone", id="withdrawn articles"),
    ],
)
def test_lists_are_read_in_the_order_of_an_index(archive: Archive, statement: str, index: str):
    params = {
        **change_list._bounds(ChangesRequest(before=ListPosition("2026-11-22T07:00:00Z", 1, 1))),
        "cause": "theirs",
    }
    plan = "; ".join(row[3] for row in archive.conn.execute(f"EXPLAIN QUERY PLAN {statement}", params))
    assert index in plan
    assert "TEMP B-TREE" not in plan
    assert "SCAN" not in plan
