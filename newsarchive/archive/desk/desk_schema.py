"""The tables of a desk, and the steps that bring an older desk up to date.

As in archive/schema: the comments are stored in the file, a released step never changes, and a change is one more step
at the end. Times are UTC text such as 2026-11-22T23:40:00Z.
"""

from sqlite_utils import Database, Migrations

# Which program wrote the file, and which schema it has; both are in the file's header.
DESK_APPLICATION_ID = 0x4E44534B  # "NDSK"
DESK_SCHEMA_VERSION = 1

DESK_MIGRATIONS = Migrations("newsarchive_desk")

DESK_TABLES = (
    """CREATE TABLE collections (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,     -- as in an address: flood-2026
  made_at TEXT NOT NULL
) STRICT""",
    """CREATE TABLE collected_articles (
  collection_id INTEGER NOT NULL REFERENCES collections(id),
  article_id INTEGER NOT NULL,   -- articles.id of the archive; it stays when the article is removed there
  added_at TEXT NOT NULL,
  PRIMARY KEY (collection_id, article_id)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE article_tags (
  tag TEXT NOT NULL COLLATE NOCASE,
  article_id INTEGER NOT NULL,
  added_at TEXT NOT NULL,
  PRIMARY KEY (tag, article_id)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE article_notes (
  article_id INTEGER PRIMARY KEY,
  note TEXT NOT NULL,
  changed_at TEXT NOT NULL
) STRICT""",
    """CREATE TABLE watches (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  query TEXT NOT NULL,           -- the words searched for, as they were typed; '' for any
  filters TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(filters)),  -- JSON: the other fields of the search
  made_at TEXT NOT NULL,
  last_article_id INTEGER NOT NULL,  -- articles up to this id were tried
  looked_at TEXT NOT NULL            -- versions that were first seen until then were tried
) STRICT""",
    """CREATE TABLE digests (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,      -- of its message in alert_messages of the archive
  made_at TEXT NOT NULL,
  queued_at TEXT,                -- when its message was stored in the archive; NULL until then
  erased_at TEXT                 -- when the text of its message was erased, because every channel had it
) STRICT""",
    """CREATE TABLE watch_hits (
  watch_id INTEGER NOT NULL REFERENCES watches(id),
  article_id INTEGER NOT NULL,
  kind TEXT NOT NULL,            -- new; older: published long before it was stored; revised: a new version matches
  found_at TEXT NOT NULL,
  digest_id INTEGER NOT NULL REFERENCES digests(id),
  PRIMARY KEY (watch_id, article_id)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX collected_articles_article ON collected_articles(article_id)",
    "CREATE INDEX article_tags_article ON article_tags(article_id)",
    "CREATE INDEX watch_hits_found ON watch_hits(watch_id, found_at, article_id)",
    "CREATE INDEX watch_hits_digest ON watch_hits(digest_id, watch_id)",
)


@DESK_MIGRATIONS(name="the_desk")
def _make_desk_tables(db: Database) -> None:
    for statement in DESK_TABLES:
        db.execute(statement)


def migrate_desk(db: Database) -> None:
    """Brings the file to DESK_SCHEMA_VERSION inside the caller's transaction."""
    DESK_MIGRATIONS.apply(db)
    db.execute(f"PRAGMA application_id = {DESK_APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {DESK_SCHEMA_VERSION}")
