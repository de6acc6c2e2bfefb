"""Verify finds structures that do not belong to their text, and a repair removes them and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.verify import verify
from tests.archive.near_duplicates.invented import NOON, STORY, put

FITTING = '{"blocks":[[0,"q"]],"links":[[0,0,3,0,"https://post.example/a"]],"picture":{"caption":"A gate"}}'


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An article with an earlier version, both with a structure."""
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        put(opened, "post", STORY)
        opened.conn.execute(
            """INSERT INTO revisions(article_id, number, seen_at, headline, body, cause)
               SELECT article_id, 1, '2026-11-20T10:00:00Z', 'Was', body, 'theirs' FROM bodies"""
        )
        opened.conn.execute("UPDATE articles SET revision = 2, revised_at = '2026-11-22T10:00:00Z'")
        for table in ("bodies", "revisions"):
            opened.conn.execute(f"UPDATE {table} SET structure = ?", [FITTING])
        yield opened


def test_structures_that_belong_to_their_texts_are_right(archive: Archive) -> None:
    assert list(verify(archive, NOON)) == []


@pytest.mark.parametrize("table", ["bodies", "revisions"])
@pytest.mark.parametrize(
    ("structure", "problem"),
    [
        pytest.param("{", "structure: not JSON", id="not JSON"),
        pytest.param('{"blocks":[[0,"poem"]]}', "structure: blocks: expected a number, a kind", id="no such kind"),
        pytest.param('{"blocks":[[9999,"q"]]}', "structure: blocks: 9999 to 9999 are not in the text", id="no block"),
        pytest.param('{"blocks":[[0,"q"],[0,"q"]]}', "or not in its order", id="not in order"),
        pytest.param(
            '{"links":[[0,0,99999,0,"https://post.example/a"]]}', "characters 0 to 99999 of block 0", id="too long"
        ),
        pytest.param('{"links":[[0,0,3,0,"javascript:x"]]}', "not an http or https address", id="another scheme"),
        pytest.param('{"entries":[[9999,"2026-11-20T10:00:00Z"]]}', "entries: block 9999", id="no entry"),
    ],
)
def test_others_are_reported_and_a_repair_removes_them(
    archive: Archive, table: str, structure: str, problem: str
) -> None:
    texts = archive.conn.execute("SELECT body FROM article_versions").fetchall()
    archive.conn.execute(f"UPDATE {table} SET structure = ?", [structure])
    (found,) = verify(archive, NOON)
    row = f"{table} 1" if table == "bodies" else f"{table} 1000001"
    assert (found.check, found.row, found.is_mended) == ("structure", row, False)
    assert problem in found.problem
    (found,) = verify(archive, NOON, repair=True)
    assert found.is_mended
    assert list(verify(archive, NOON)) == []
    assert archive.conn.execute(f"SELECT structure FROM {table}").fetchone() == (None,)
    assert archive.conn.execute("SELECT body FROM article_versions").fetchall() == texts
