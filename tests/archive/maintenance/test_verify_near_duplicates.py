"""Verify finds articles with a wrong cluster or fingerprint, and a repair assigns them again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.verify import verify
from tests.archive.near_duplicates.invented import NOON, STORY, a_text, heads, put


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        yield opened


@pytest.mark.parametrize("fast", [True, False])
def test_articles_stored_without_fingerprints_are_reported_and_repaired(archive: Archive, fast: bool) -> None:
    first, copy, other = (
        put(archive, "post", STORY),
        put(archive, "echo", STORY, hours=1),
        put(archive, "echo", a_text(2)),
    )
    archive.conn.execute("DELETE FROM fingerprints")
    archive.conn.execute("UPDATE articles SET cluster_id = NULL, copy_of = NULL, similarity = NULL")
    (finding,) = verify(archive, NOON, fast=fast)
    assert (finding.check, finding.row, finding.is_mended) == ("copies", f"articles {first}", False)
    assert "and 2 more" in finding.problem
    steps = []
    (finding,) = verify(archive, NOON, fast=fast, repair=True, note=lambda *step: steps.append(step))
    assert finding.is_mended
    assert ("copies", 3) in steps
    assert heads(archive) == {first: None, copy: first, other: None}


@pytest.mark.parametrize(
    ("damage", "is_seen_fast"),
    [
        pytest.param("UPDATE fingerprints SET hash = hash + 1 WHERE article_id = 1", False, id="of another text"),
        pytest.param("DELETE FROM fingerprints WHERE article_id = 1 AND hash % 2", False, id="some lost"),
        pytest.param("INSERT INTO fingerprints VALUES (7, 2)", True, id="of a member"),
        pytest.param("INSERT INTO fingerprints VALUES (7, 99)", True, id="of no article"),
        pytest.param("UPDATE articles SET copy_of = NULL, similarity = NULL WHERE id = 2", True, id="no head"),
        pytest.param("UPDATE articles SET cluster_id = NULL WHERE id = 1", True, id="a head of no cluster"),
        pytest.param("UPDATE articles SET cluster_id = NULL WHERE id = 2", True, id="a member of no cluster"),
        pytest.param("UPDATE articles SET cluster_id = id WHERE id = 3", True, id="a head without members"),
    ],
)
def test_wrong_clusters_and_fingerprints_are_reported_and_repaired(
    archive: Archive, damage: str, is_seen_fast: bool
) -> None:
    first, copy, other = (
        put(archive, "post", STORY),
        put(archive, "echo", STORY, hours=1),
        put(archive, "echo", a_text(2)),
    )
    archive.conn.execute(damage)
    assert ("copies" in {one.check for one in verify(archive, NOON, fast=True)}) is is_seen_fast
    assert "copies" in {one.check for one in verify(archive, NOON, repair=True)}
    assert heads(archive) == {first: None, copy: first, other: None}
