"""What belongs to an article is copied exactly, and every difference is noticed."""

from collections.abc import Iterator

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.splitting import bundles
from newsarchive.archive.splitting.bundles import ORIGIN
from tests.archive.splitting.new_year import id_of, opened, split


@pytest.fixture
def new(archive: Archive) -> Iterator[Archive]:
    """A second archive with the older articles, which knows the first one as it was before the split."""
    before = archive.path.with_name("before.db")
    archive.checkpoint()
    before.write_bytes(archive.path.read_bytes())
    split(archive)
    with opened(archive) as other:
        bundles.attach(other.conn, before.absolute().as_uri(), ORIGIN)
        yield other


def ids_in(new: Archive) -> list[int]:
    return [row[0] for row in new.conn.execute("SELECT id FROM articles")]


def differing(new: Archive) -> set[int]:
    bundles.fill_batch(new.conn, ORIGIN, ids_in(new), keeps_clusters=True)
    bundles.fill_hashes(new.conn, ORIGIN, "1", {})
    return bundles.differing(new.conn, ORIGIN, "main", with_clusters=True)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE articles SET section = 'Sport' WHERE id = :id",
        "UPDATE articles SET cluster_id = 1, copy_of = 1, similarity = 1 WHERE id = :id",
        "UPDATE bodies SET body = body || '.' WHERE article_id = :id",
        "DELETE FROM bodies WHERE article_id = :id",
        "UPDATE article_authors SET name = 'C. Lund' WHERE article_id = :id AND position = 1",
        "DELETE FROM article_authors WHERE article_id = :id AND position = 1",
        "INSERT INTO article_authors VALUES (:id, 2, 'C. Lund', 'person')",
        "UPDATE revisions SET body = body || '.' WHERE article_id = :id AND number = 1",
        "DELETE FROM revisions WHERE article_id = :id AND number = 2",
        "UPDATE urls SET etag = 'x' WHERE article_id = :id",
        "DELETE FROM urls WHERE article_id = :id",
        "UPDATE captures SET status = 404 WHERE id = (SELECT capture_id FROM articles WHERE id = :id)",
        "DELETE FROM captures WHERE id = (SELECT min(capture_id) FROM revisions WHERE article_id = :id)",
        "UPDATE pictures SET problem = 'HTTP 404' WHERE article_id = :id",
        "DELETE FROM pictures WHERE article_id = :id",
        "DELETE FROM captures WHERE id = (SELECT capture_id FROM pictures WHERE article_id = :id)",
        "DELETE FROM fingerprints WHERE article_id = :id AND hash = (SELECT min(hash) FROM fingerprints "
        "WHERE article_id = :id)",
    ],
)
def test_each_difference_is_noticed(new: Archive, statement: str) -> None:
    revised = id_of(new, "revised")
    assert differing(new) == set()
    new.conn.execute(statement, {"id": revised})
    assert differing(new) == {revised}


def test_a_cluster_is_kept_if_its_head_and_another_member_are_in_the_batch(new: Archive) -> None:
    names = ("both-head", "both-copy", "head-old", "copy-old", "copy-old-of-later-head", "pair-old")
    ids = {name: id_of(new, name) for name in names}
    bundles.fill_batch(new.conn, ORIGIN, ids.values(), keeps_clusters=True)
    found = dict(new.conn.execute("SELECT id, cluster_id FROM temp.batch").fetchall())
    both, old = ids["both-head"], ids["head-old"]
    assert [found[ids[name]] for name in names] == [both, both, old, old, None, None]
    bundles.fill_batch(new.conn, ORIGIN, ids.values(), keeps_clusters=False)
    assert {row[0] for row in new.conn.execute("SELECT cluster_id FROM temp.batch")} == {None}
