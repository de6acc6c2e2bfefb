"""What stays here of an article that moved, and what is not erased."""

import pytest

from newsarchive.archive.articles.identity import headline_key
from newsarchive.archive.database import Archive
from newsarchive.archive.schema.migrations import SEARCH_INDEXES
from tests.archive.splitting.new_year import OLDER, a_text, id_of, ids_of, opened, problems, split


def test_a_note_of_where_it_is_stays_without_its_text(archive: Archive) -> None:
    article_id = id_of(archive, "old-1")
    facts = archive.conn.execute("SELECT search_id, outlet, text_key FROM articles WHERE id = ?", [article_id])
    search_id, outlet, text_key = facts.fetchone()
    split(archive)
    row = archive.conn.execute("SELECT * FROM moved_articles WHERE article_id = ?", [article_id]).fetchone()
    assert row == (article_id, 1, search_id, outlet, headline_key("Report old-1"), text_key)


def test_nothing_of_the_text_is_left_in_the_file(archive: Archive) -> None:
    older = ids_of(archive, OLDER)
    word = a_text(1).split(".")[0].split()[5]
    archive.checkpoint()
    assert word.encode() in archive.path.read_bytes()
    split(archive)
    assert word.encode() not in archive.path.read_bytes()
    for table, key in (("articles", "id"), ("bodies", "article_id"), ("revisions", "article_id")):
        assert not older & {row[0] for row in archive.conn.execute(f"SELECT {key} FROM {table}")}
    for index in SEARCH_INDEXES:
        archive.conn.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE bodies SET body = body || '!' WHERE article_id = :id",
        "UPDATE captures SET status = 500 WHERE id = (SELECT capture_id FROM articles WHERE id = :id)",
    ],
)
def test_what_differs_at_the_last_moment_is_copied_again_and_then_erased(archive: Archive, statement: str) -> None:
    article_id = id_of(archive, "both-copy")
    steps: list[str] = []

    def note(step: str, done: int, total: int) -> None:
        steps.append(step)
        if step == "completing" and steps.count(step) == 1:
            archive.conn.execute(statement, {"id": article_id})

    changed = "SELECT body FROM bodies WHERE article_id = ?"
    split(archive, note=note)
    assert steps.count("completing") == 2
    with opened(archive) as new:
        assert problems(new) == []
        assert new.conn.execute(changed, [article_id]).fetchone()[0].endswith("!") == ("bodies" in statement)
    assert problems(archive) == []
