"""Which articles are older, in which batches they move, and what moves with them."""

from datetime import date, timedelta

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.search.ids.selected_ids import select_ids
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.splitting import moving
from newsarchive.archive.splitting.moving import Moving
from tests.archive.splitting.new_year import NEW_YEAR, OLDER, id_of, ids_of


@pytest.mark.parametrize("days", [-3, -1, 0, 1, 40])
def test_older_means_what_a_search_until_the_day_before_finds(archive: Archive, days: int) -> None:
    before = NEW_YEAR + timedelta(days=days)
    found = {one for batch in Moving(before).batches(archive.conn, None) for one in batch.article_ids}
    selected = Selection(until=before - timedelta(days=1))
    assert found == {one for ids in select_ids(archive.conn, selected) for one in ids}
    assert len(found) == Moving(before).count(archive.conn)
    assert Moving(before).has_any(archive.conn) == bool(found)
    if days == 0:
        assert found == ids_of(archive, OLDER)


def test_batches_go_on_after_a_second_and_bring_the_rest_of_each_cluster(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "BATCH", 1)
    batches = list(Moving(NEW_YEAR).batches(archive.conn, None))
    both = {id_of(archive, "both-head"), id_of(archive, "both-copy")}
    assert [set(one.article_ids) for one in batches if both & set(one.article_ids)] == [both, both]
    assert [one.up_to for one in batches] == sorted({one.up_to for one in batches})
    assert list(Moving(NEW_YEAR).batches(archive.conn, batches[4].up_to)) == batches[5:]


def test_members_move_without_their_head_if_it_is_later(archive: Archive) -> None:
    assert Moving(NEW_YEAR).split_members(archive.conn) == [id_of(archive, "copy-old-of-later-head")]
    assert Moving(date(2026, 2, 1)).split_members(archive.conn) == []
