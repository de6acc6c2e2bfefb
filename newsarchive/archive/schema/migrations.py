"""The tables of an archive, and the steps that bring an older archive up to date.

The schema is public: its comments are stored in the file itself. Times are UTC text such as 2026-11-22T23:40:00Z, days
are text such as 2026-11-22, unknown is NULL. Triggers keep the full-text indexes and the totals up to date, whoever
writes.

What a released step makes never changes, because archives exist that have taken it. A change to a table is one more
step at the end, and SCHEMA_VERSION is the number of steps.
"""

from sqlite_utils import Database, Migrations

from newsarchive.archive.schema.first_tables import INDEXES, SEARCH_INDEX, TABLES, VIEWS
from newsarchive.archive.schema.health_tables import ADD_HOURS, ALERTS, HEALTH
from newsarchive.archive.schema.picture_tables import PICTURES
from newsarchive.archive.schema.split_tables import SPLITS
from newsarchive.archive.schema.triggers import TRIGGERS
from newsarchive.archive.searched_form import searched_form
from newsarchive.archive.stored_form import form_sql, stored_form
from newsarchive.text import needs_spacing, spaced
from newsarchive.urls import has_other_bytes, url_key

# Both are in the file's header: which program wrote the file, and which schema it has.
APPLICATION_ID = 0x4E415243  # "NARC"
SCHEMA_VERSION = 22

# 16 kB pages store an article in 5.4 kB where 4 kB pages need 6.1: fewer half-empty overflow pages.
PAGE_BYTES = 16384

# The full-text indexes: of today's articles, and of earlier versions.
SEARCH_INDEXES = ("articles_fts", "revisions_fts")

MIGRATIONS = Migrations("newsarchive")


@MIGRATIONS(name="the_archive")
def _make_tables(db: Database) -> None:
    for statement in (*TABLES, *VIEWS, *SEARCH_INDEX, *INDEXES):
        db.execute(statement)


@MIGRATIONS(name="changes")
def _date_changes(db: Database) -> None:
    """Adds when a version was replaced, and indexes for the latest changes and for an outlet's due rechecks."""
    db.execute("ALTER TABLE revisions ADD COLUMN replaced_at TEXT")
    db.execute(
        """UPDATE revisions SET replaced_at = (SELECT next.seen_at FROM article_versions next
             WHERE next.article_id = revisions.article_id AND next.number = revisions.number + 1)"""
    )
    db.execute("CREATE INDEX revisions_replaced ON revisions(replaced_at)")
    db.execute("CREATE INDEX articles_gone ON articles(gone_at) WHERE gone_at IS NOT NULL")
    db.execute("DROP INDEX articles_recheck")
    db.execute("CREATE INDEX articles_recheck ON articles(outlet, recheck_at) WHERE recheck_at IS NOT NULL")


@MIGRATIONS(name="changes_by_cause")
def _index_changes_by_cause(db: Database) -> None:
    """Lists the outlets' changes without reading past ours: a re-extraction makes one change for each article."""
    db.execute("DROP INDEX revisions_replaced")
    db.execute("CREATE INDEX revisions_replaced ON revisions(cause, replaced_at, article_id, number)")


# version_id is a column with an index, because FTS5 looks versions up by it. VACUUM may change a rowid.
EARLIER_VERSIONS = (
    *(f"ALTER TABLE revisions ADD COLUMN spaced_{name} TEXT" for name in ("headline", "standfirst", "body")),
    """ALTER TABLE revisions ADD COLUMN
  version_id INTEGER GENERATED ALWAYS AS (article_id * 1000000 + number) VIRTUAL""",
    "CREATE UNIQUE INDEX revisions_version ON revisions(version_id)",
    # What a search in earlier versions reads; their authors are not stored. A version that only our own extraction
    # changed is left out: the next version has the same page, and a re-extraction makes one for each article.
    """CREATE VIEW searchable_revisions AS SELECT version_id, article_id, number,
  coalesce(spaced_headline, headline) AS headline, coalesce(spaced_standfirst, standfirst) AS standfirst,
  NULL AS authors, coalesce(spaced_body, body) AS body FROM revisions WHERE cause <> 'ours'""",
    """CREATE VIRTUAL TABLE revisions_fts USING fts5(headline, standfirst, authors, body,
  content="searchable_revisions", content_rowid="version_id",
  tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'")""",
    "INSERT INTO revisions_fts(revisions_fts, rank) VALUES ('rank', 'bm25(10.0, 4.0, 3.0, 1.0)')",
    "INSERT INTO revisions_fts(revisions_fts, rank) VALUES ('automerge', 0)",
    "INSERT INTO revisions_fts(revisions_fts, rank) VALUES ('crisismerge', 64)",
)


@MIGRATIONS(name="earlier_texts")
def _index_earlier_versions(db: Database) -> None:
    """Makes the index of earlier versions; some 10,000 versions a second."""
    for statement in EARLIER_VERSIONS:
        db.execute(statement)
    last = 0
    while rows := db.execute(
        """SELECT version_id, headline, standfirst, body FROM revisions WHERE version_id > ?
           ORDER BY version_id LIMIT 500""",
        [last],
    ).fetchall():
        last = rows[-1][0]
        for version_id, *texts in rows:
            _space_revision(db, version_id, texts)
    db.execute("INSERT INTO revisions_fts(revisions_fts) VALUES ('rebuild')")


def _space_revision(db: Database, version_id: int, texts: list[str | None]) -> None:
    forms = [spaced(text) if text and needs_spacing(text) else None for text in texts]
    if any(forms):
        db.execute(
            "UPDATE revisions SET spaced_headline = ?, spaced_standfirst = ?, spaced_body = ? WHERE version_id = ?",
            [*forms, version_id],
        )


@MIGRATIONS(name="feeds_without_interval")
def _drop_interval_of_feeds(db: Database) -> None:
    """Drops a column that nothing used: every crawl requests every feed."""
    db.execute("ALTER TABLE feeds DROP COLUMN interval_seconds")


STRUCTURE = (
    # With a default after it, the comment stays in the file.
    *(
        f"""ALTER TABLE {table} ADD COLUMN
  structure TEXT              -- JSON: what the blocks of the body are, its links; NULL for paragraphs alone
  DEFAULT NULL"""
        for table in ("bodies", "revisions")
    ),
    "DROP VIEW article_versions",
    """CREATE VIEW article_versions AS
SELECT article_id, number, seen_at, headline, standfirst, body, read_by, capture_id, cause, structure FROM revisions
UNION ALL
SELECT a.id, a.revision, coalesce(a.revised_at, a.first_seen_at), a.headline, a.standfirst, b.body, a.read_by,
  a.capture_id, NULL, b.structure
FROM articles a JOIN bodies b ON b.article_id = a.id""",
)


@MIGRATIONS(name="structure")
def _add_structure(db: Database) -> None:
    """Adds the structure of each text; a re-extraction fills it for texts that are stored."""
    for statement in STRUCTURE:
        db.execute(statement)


@MIGRATIONS(name="rhythm_of_feeds")
def _add_rhythm(db: Database) -> None:
    """Adds what the polls of each feed have shown; the next polls fill it."""
    for column in (
        "poll_at TEXT                -- when to fetch it again at the earliest, by its rhythm",
        "rhythm TEXT                 -- JSON: when it had new entries so far",
    ):
        # With a default after it, the comment stays in the file.
        db.execute(f"ALTER TABLE feeds ADD COLUMN\n  {column}\n  DEFAULT NULL")


@MIGRATIONS(name="health")
def _add_health(db: Database) -> None:
    """Adds the daily numbers of outlets, feeds and the disk. The next crawl fills in the last weeks."""
    for statement in HEALTH:
        db.execute(statement)


@MIGRATIONS(name="alerts")
def _add_alerts(db: Database) -> None:
    """Adds what was reported about outlets, and the messages that are not delivered yet."""
    for statement in ALERTS:
        db.execute(statement)


@MIGRATIONS(name="keys_of_bytes")
def _correct_keys(db: Database) -> None:
    """Corrects keys of addresses that escape bytes other than UTF-8. A key that another row has stays with that row."""
    for table, row_id, key in (("urls", "key", "key"), ("captures", "id", "url_key")):
        rows = db.execute(f"SELECT {row_id}, url FROM {table} WHERE instr(url, '%') AND {key} IS NOT NULL")  # noqa: S608
        found = [(url_key(url), number) for number, url in rows if has_other_bytes(url)]
        for correct, number in found:
            db.execute(f"UPDATE OR IGNORE {table} SET {key} = ? WHERE {row_id} = ?", [correct, number])  # noqa: S608


UNMET_HINTS = (
    """ALTER TABLE urls ADD COLUMN
  unmet_hints INTEGER         -- changes in a row that feeds announced and the page did not have
  NOT NULL DEFAULT 0""",
    """ALTER TABLE urls ADD COLUMN
  hints_from TEXT             -- until then, an announced change waits; NULL when the page is fetched at once
  DEFAULT NULL""",
)


@MIGRATIONS(name="unmet_hints")
def _add_unmet_hints(db: Database) -> None:
    """Adds what is needed to fetch less often what feeds announce as changed at every poll."""
    for statement in UNMET_HINTS:
        db.execute(statement)


@MIGRATIONS(name="letters_as_typed")
def _search_letters_as_typed(db: Database) -> None:
    """Stores what search reads of texts with letters such as ł, đ and ё; reads every text once."""
    today = """SELECT a.id, a.headline, a.standfirst, a.authors, b.body
      FROM articles a JOIN bodies b ON b.article_id = a.id WHERE a.id > ? ORDER BY a.id LIMIT 500"""
    _store_forms(db, "bodies", "article_id", ("headline", "standfirst", "authors", "body"), today)
    earlier = """SELECT version_id, headline, standfirst, body FROM revisions WHERE version_id > ?
      ORDER BY version_id LIMIT 500"""
    changed = _store_forms(db, "revisions", "version_id", ("headline", "standfirst", "body"), earlier)
    # In an archive that had no such index before, the triggers that keep it are made after the last step.
    if changed and not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'version_changed'").fetchone():
        db.execute("INSERT INTO revisions_fts(revisions_fts) VALUES ('rebuild')")


def _store_forms(db: Database, table: str, key: str, names: tuple[str, ...], query: str) -> int:
    """How many rows of table now have other forms for search; query gives 500 rows after a key, with their texts."""
    changes, changed, last = ", ".join(f"spaced_{name} = ?" for name in names), 0, 0
    while rows := db.execute(query, [last]).fetchall():
        last = rows[-1][0]
        for number, *texts in rows:
            forms = [searched_form(text or "") for text in texts]
            if any(form != spaced(text or "") for form, text in zip(forms, texts, strict=True)):
                values = [form if form != (text or "") else None for form, text in zip(forms, texts, strict=True)]
                db.execute(f"UPDATE {table} SET {changes} WHERE {key} = ?", [*values, number])  # noqa: S608
                changed += 1
    return changed


@MIGRATIONS(name="hours_of_days")
def _add_hours(db: Database) -> None:
    """Adds at which hours of a day the articles came."""
    db.execute(ADD_HOURS)


# For searches without words: the usual values are most of the archive, and the others too few to be met in passing.
RARE_VALUES = (
    "CREATE INDEX articles_kind ON articles(kind, search_id) WHERE kind <> 'article'",
    "CREATE INDEX articles_stub ON articles(search_id) WHERE completeness = 'stub'",
    "CREATE INDEX articles_heads ON articles(search_id) WHERE cluster_id = id",
    "CREATE INDEX articles_copies ON articles(search_id) WHERE copy_of IS NOT NULL",
)


@MIGRATIONS(name="rare_values")
def _index_rare_values(db: Database) -> None:
    """Finds live blogs, stubs and near-duplicates without reading all articles; two seconds at a million."""
    for statement in RARE_VALUES:
        db.execute(statement)


# For counts over time: the articles whose day is not the UTC day of search_id, those that count for the UTC day because
# their own is in the future, and those in clusters. Together some 6 bytes an article.
DAYS_AND_CLUSTERS = (
    """CREATE INDEX articles_other_day ON articles(search_id, published_on)
  WHERE published_on <> date(search_id, 'unixepoch')""",
    """CREATE INDEX articles_dated_ahead ON articles(search_id, outlet, published_on)
  WHERE published_on > date(search_id + 86400, 'unixepoch')""",
    # Not IS NOT NULL: searches for the heads of clusters would use it, and have a smaller index.
    "CREATE INDEX articles_clustered ON articles(search_id, cluster_id) WHERE cluster_id > 0",
)


@MIGRATIONS(name="days_and_clusters")
def _index_days_and_clusters(db: Database) -> None:
    """Counts articles over time without reading their rows; three seconds at a million."""
    for statement in DAYS_AND_CLUSTERS:
        db.execute(statement)


# As before, but where a mark names some letters, the view exchanges them.
def _forms(names: tuple[str, ...], row: str = "", stored: str = "") -> str:
    return ", ".join(f"{form_sql(row + name, f'{stored}spaced_{name}')} AS {name}" for name in names)


VIEWS_OF_FORMS = (
    "DROP VIEW searchable",
    f"""CREATE VIEW searchable AS SELECT a.search_id AS search_id, a.id AS article_id,
  {_forms(("headline", "standfirst", "authors"), "a.", "b.")}, {_forms(("body",), "b.", "b.")},
  char(57344) || replace(a.outlet, '_', char(57346)) || ' ' ||
  char(57345) || replace(coalesce(a.language, 'und'), '-', char(57346)) AS keys
FROM articles a JOIN bodies b ON b.article_id = a.id""",  # noqa: S608
    "DROP VIEW searchable_revisions",
    f"""CREATE VIEW searchable_revisions AS SELECT version_id, article_id, number,
  {_forms(("headline", "standfirst"))}, NULL AS authors, {_forms(("body",))} FROM revisions WHERE cause <> 'ours'""",  # noqa: S608
)
# They would take each text out of the index and put it back, although search reads the same. migrate makes them again.
_CHANGING = ("body_changes", "body_changed", "version_changes", "version_changed")


@MIGRATIONS(name="letters_in_views")
def _exchange_letters_in_views(db: Database) -> None:
    """Stores texts with letters such as ł, ß and ё once; reads those that were stored twice."""
    for statement in (*(f"DROP TRIGGER IF EXISTS {name}" for name in _CHANGING), *VIEWS_OF_FORMS):
        db.execute(statement)
    today = """SELECT a.id, a.headline, a.standfirst, a.authors, b.body
      FROM articles a JOIN bodies b ON b.article_id = a.id WHERE a.id > ? AND
        coalesce(b.spaced_headline, b.spaced_standfirst, b.spaced_authors, b.spaced_body) IS NOT NULL
      ORDER BY a.id LIMIT 500"""
    _mark_letters(db, "bodies", "article_id", ("headline", "standfirst", "authors", "body"), today)
    earlier = """SELECT version_id, headline, standfirst, body FROM revisions WHERE version_id > ? AND
        coalesce(spaced_headline, spaced_standfirst, spaced_body) IS NOT NULL ORDER BY version_id LIMIT 500"""
    _mark_letters(db, "revisions", "version_id", ("headline", "standfirst", "body"), earlier)


def _mark_letters(db: Database, table: str, key: str, names: tuple[str, ...], query: str) -> None:
    """Replaces stored forms of table by marks; query gives 500 rows after a key, with their texts."""
    changes, last = ", ".join(f"spaced_{name} = ?" for name in names), 0
    while rows := db.execute(query, [last]).fetchall():
        last = rows[-1][0]
        for number, *texts in rows:
            db.execute(f"UPDATE {table} SET {changes} WHERE {key} = ?", [*map(stored_form, texts), number])  # noqa: S608


@MIGRATIONS(name="splits")
def _add_splits(db: Database) -> None:
    """Adds which articles were moved into an archive of their own."""
    for statement in SPLITS:
        db.execute(statement)


SEGMENTS = """CREATE TABLE segments (
  source TEXT NOT NULL,       -- what was read: the identity of a WARC file
  begins_at INTEGER NOT NULL, -- byte of the file where the segment begins
  ends_at INTEGER NOT NULL,   -- byte where the next one begins
  digest TEXT NOT NULL,       -- of what the worker stored
  pages INTEGER NOT NULL,
  taken_at TEXT NOT NULL,
  PRIMARY KEY (source, begins_at)
) STRICT, WITHOUT ROWID"""


@MIGRATIONS(name="segments")
def _add_segments(db: Database) -> None:
    """Adds the ledger of what workers on other machines have read, so that each segment is taken in once."""
    db.execute(SEGMENTS)


@MIGRATIONS(name="kinds_of_outlets")
def _add_kinds_of_outlets(db: Database) -> None:
    """Adds what an outlet is and who owns it. The next crawl of each outlet fills them in."""
    db.execute("ALTER TABLE outlets ADD COLUMN kind TEXT")
    db.execute("ALTER TABLE outlets ADD COLUMN owner TEXT")


@MIGRATIONS(name="pictures")
def _add_pictures(db: Database) -> None:
    """Adds the lead pictures of articles, which are fetched only where the settings say so."""
    for statement in PICTURES:
        db.execute(statement)


@MIGRATIONS(name="tags_of_outlets")
def _add_tags_of_outlets(db: Database) -> None:
    """Adds the tags of outlet files, a list in JSON. The next crawl of each outlet fills them in."""
    db.execute("ALTER TABLE outlets ADD COLUMN tags TEXT")


# What facets count and filters check of each match. Matches of a rare word are far apart, and each was looked up in two
# places: an index of search_id, and a row ten times as large as what is read of it. The old index had too few columns.
VALUES_BY_TIME = (
    "DROP INDEX articles_search",
    """CREATE INDEX articles_values ON articles(
  search_id, outlet, language, published_on, source, section, kind, completeness, cluster_id, copy_of)""",
)


@MIGRATIONS(name="values_by_time")
def _index_values_by_time(db: Database) -> None:
    """Counts the values of matches without reading their rows; two seconds of CPU at a million articles."""
    for statement in VALUES_BY_TIME:
        db.execute(statement)


def migrate(db: Database) -> None:
    """Bring the file to SCHEMA_VERSION inside the caller's transaction; does nothing when it is up to date.

    Runs single statements and never executescript, which would commit what the caller wants to undo on failure.
    """
    MIGRATIONS.apply(db)
    make_triggers(db)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def make_triggers(db: Database) -> None:
    """Make every trigger again: sqlite-utils' transform() drops those of the table it rebuilds, without an error."""
    for name, statement in TRIGGERS.items():
        db.execute(f"DROP TRIGGER IF EXISTS {name}")
        db.execute(statement)
