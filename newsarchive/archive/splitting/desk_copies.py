"""The desk of the new archive: what readers added about the articles that moved. The old desk keeps all of it too.

So no article vanishes from a collection: the old archive shows where it is, and the new one shows the article.
"""

import json

from newsarchive.archive.database import Archive
from newsarchive.archive.desk.desk_file import Desk, desk_errors
from newsarchive.archive.splitting.bundles import ORIGIN

_KNOWN_IDS = """SELECT article_id FROM collected_articles UNION SELECT article_id FROM article_tags
  UNION SELECT article_id FROM article_notes"""
_IN_TARGET = "article_id IN (SELECT value FROM json_each(:ids))"
_COPIES = (
    f"""INSERT INTO main.collections(name, made_at) SELECT name, made_at FROM {ORIGIN}.collections
        WHERE id IN (SELECT collection_id FROM {ORIGIN}.collected_articles WHERE {_IN_TARGET})
        ON CONFLICT DO NOTHING""",  # noqa: S608
    f"""INSERT INTO main.collected_articles(collection_id, article_id, added_at)
        SELECT here.id, o.article_id, o.added_at FROM {ORIGIN}.collected_articles o
          JOIN {ORIGIN}.collections there ON there.id = o.collection_id
          JOIN main.collections here ON here.name = there.name
        WHERE o.{_IN_TARGET} ON CONFLICT DO NOTHING""",  # noqa: S608
    f"""INSERT INTO main.article_tags(tag, article_id, added_at) SELECT tag, article_id, added_at
        FROM {ORIGIN}.article_tags WHERE {_IN_TARGET} ON CONFLICT DO NOTHING""",  # noqa: S608
    f"""INSERT INTO main.article_notes(article_id, note, changed_at) SELECT article_id, note, changed_at
        FROM {ORIGIN}.article_notes WHERE {_IN_TARGET}
        ON CONFLICT(article_id) DO UPDATE SET note = excluded.note, changed_at = excluded.changed_at
          WHERE excluded.changed_at > changed_at""",  # noqa: S608
)


def copy_desk(source: Archive, target: Archive) -> None:
    """Copies collections, tags and notes of the articles that the target has; a second call has no further effect.

    Watches stay with the archive that is crawled.

    Raises:
        DeskError: one of the desks cannot be read or written.
    """
    if not Desk.is_made(source.path):
        return
    with Desk.open(source.path) as old:
        known = json.dumps([row[0] for row in old.conn.execute(_KNOWN_IDS)])
        file = old.path.absolute().as_uri()
    there = "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?))"
    ids = [row[0] for row in target.conn.execute(there, [known])]
    if not ids:
        return
    with Desk.open(target.path, write=True) as new, desk_errors(new.path):
        new.conn.execute(f"ATTACH ? AS {ORIGIN}", [f"{file}?mode=ro"])
        with new.transaction():
            for statement in _COPIES:
                new.conn.execute(statement, {"ids": json.dumps(ids)})
