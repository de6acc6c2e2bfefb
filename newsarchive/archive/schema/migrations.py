"""The tables of an archive, and the steps that bring an older archive up to date.

The schema is public: its comments are stored in the file itself. Times are UTC text such as 2026-11-22T23:40:00Z, days
are text such as 2026-11-22, unknown is NULL. Triggers keep the full-text indexes and the totals up to date, whoever
writes.

What a released step makes never changes, because archives exist that have taken it. A change to a table is one more
step at the end, and SCHEMA_VERSION is the number of steps.
"""

from sqlite_utils import Database, Migrations

from newsarchive.archive.schema.health_tables import ADD_HOURS, ALERTS, HEALTH
from newsarchive.archive.schema.triggers import TRIGGERS
from newsarchive.archive.searched_form import searched_form
from newsarchive.text import needs_spacing, spaced
from newsarchive.urls import has_other_bytes, url_key

# Both are in the file's header: which program wrote the file, and which schema it has.
APPLICATION_ID = 0x4E415243  # "NARC"
SCHEMA_VERSION = 13

# 16 kB pages store an article in 5.4 kB where 4 kB pages need 6.1: fewer half-empty overflow pages.
PAGE_BYTES = 16384

# The full-text indexes: of today's articles, and of earlier versions.
SEARCH_INDEXES = ("articles_fts", "revisions_fts")

MIGRATIONS = Migrations("newsarchive")

TIME_FORM = "GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]Z'"
DAY_FORM = "GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'"

TABLES = (
    """CREATE TABLE outlets (
  name TEXT PRIMARY KEY NOT NULL,  -- the outlet file's name: rivertown_post
  title TEXT NOT NULL,             -- the name readers know: Rivertown Post
  home TEXT,                       -- its front page
  country TEXT,                    -- ISO 3166-1 alpha-2, lower case; NULL when the newsroom has no clear seat
  language TEXT,                   -- BCP 47
  timezone TEXT                    -- IANA name
) STRICT, WITHOUT ROWID""",
    f"""CREATE TABLE articles (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never changes and is never used twice
  search_id INTEGER NOT NULL UNIQUE,     -- order of lists: Unix second published, else first seen; + 1 until free
  outlet TEXT NOT NULL REFERENCES outlets(name),
  url TEXT UNIQUE,                       -- canonical address; NULL for a document imported without one
  headline TEXT NOT NULL,
  standfirst TEXT,                       -- the summary under the headline
  authors TEXT,                          -- all of them in one line; article_authors has one row for each
  published_at TEXT CHECK (published_at {TIME_FORM}),  -- as the outlet says; NULL when only a day is known
  published_on TEXT CHECK (published_on {DAY_FORM}),   -- the outlet's own calendar day
  modified_at TEXT CHECK (modified_at {TIME_FORM}),    -- as the outlet says
  modified_on TEXT CHECK (modified_on {DAY_FORM}),
  source TEXT,                           -- whom the text is credited to: the outlet, an agency or another outlet
  source_date TEXT CHECK (source_date {DAY_FORM}),     -- the day on which the text first appeared there
  language TEXT,                         -- BCP 47
  section TEXT,
  kind TEXT NOT NULL DEFAULT 'article',  -- article, liveblog, gallery, video
  completeness TEXT NOT NULL DEFAULT 'full' CHECK (completeness IN ('full', 'stub')),
  is_free INTEGER CHECK (is_free IN (0, 1)),
  word_count INTEGER NOT NULL,
  text_key INTEGER,                      -- 64-bit hash of headline and text as compared; NULL for stubs and short texts
  cluster_id INTEGER REFERENCES articles(id),  -- the head of its cluster of near-duplicates; NULL when it is in none
  copy_of INTEGER REFERENCES articles(id),     -- the head that this article is a near-duplicate of; NULL for a head
  similarity REAL,                             -- to copy_of, 0 to 1
  revision INTEGER NOT NULL DEFAULT 1,   -- number of the version in this row; older ones are in revisions
  revised_at TEXT CHECK (revised_at {TIME_FORM}),      -- when we first saw this version; NULL for the first
  read_by TEXT,                          -- the program version and the hash of the outlet's rules that read it
  capture_id INTEGER REFERENCES captures(id),          -- the page it was read from
  first_seen_at TEXT NOT NULL CHECK (first_seen_at {TIME_FORM}),
  checked_at TEXT CHECK (checked_at {TIME_FORM}),      -- when we last fetched the page
  recheck_at TEXT CHECK (recheck_at {TIME_FORM}),      -- when to fetch it again
  last_status INTEGER,                   -- HTTP status of the last fetch
  gone_at TEXT CHECK (gone_at {TIME_FORM})             -- since when the outlet no longer shows the article
) STRICT""",
    """CREATE TABLE bodies (
  article_id INTEGER PRIMARY KEY REFERENCES articles(id),
  body TEXT NOT NULL,         -- paragraphs separated by one empty line
  byline TEXT,                -- the credit as printed
  image_url TEXT,
  canonical_url TEXT,         -- what the page declares, even when we do not use it
  provenance TEXT,            -- JSON: where each field was found on the page
  spaced_headline TEXT,       -- as headline, with U+001F between the characters of scripts without spaces, so that
  spaced_standfirst TEXT,     -- search finds words in them; NULL for other scripts
  spaced_authors TEXT,
  spaced_body TEXT
) STRICT""",
    """CREATE TABLE article_authors (
  article_id INTEGER NOT NULL REFERENCES articles(id),
  position INTEGER NOT NULL,  -- its position in the byline, from 0
  name TEXT NOT NULL,
  kind TEXT NOT NULL,         -- person, agency, desk
  PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE urls (
  key INTEGER PRIMARY KEY,    -- 64-bit hash of the address, without the parts that do not tell articles apart
  url TEXT NOT NULL,
  outlet TEXT NOT NULL REFERENCES outlets(name),
  known_from TEXT NOT NULL,   -- feed, sitemap, news_sitemap, home, link, final, canonical, alias, document
  found_in TEXT,              -- the feed, sitemap or page that has the link
  hint_headline TEXT,         -- what the feed or sitemap says about the page
  hint_published_at TEXT,
  hint_published_on TEXT,
  hint_modified_at TEXT,
  hint_modified_on TEXT,
  newest_hint TEXT GENERATED ALWAYS AS (nullif(max(
    coalesce(hint_modified_at, hint_modified_on, ''), coalesce(hint_published_at, hint_published_on, '')), '')) VIRTUAL,
  first_seen_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  outcome TEXT NOT NULL DEFAULT 'pending',  -- what happened to the address
  reason TEXT,                -- why, as a sentence for people
  attempts INTEGER NOT NULL DEFAULT 0,
  retry_at TEXT,              -- when to try again at the earliest; NULL for pending and final outcomes
  article_id INTEGER,         -- the article at this address, or the removed one
  etag TEXT,                  -- the page's validators, sent when it is fetched again
  last_modified TEXT
) STRICT""",
    """CREATE TABLE feeds (
  url TEXT PRIMARY KEY NOT NULL,
  outlet TEXT NOT NULL REFERENCES outlets(name),
  kind TEXT NOT NULL,         -- feed, sitemap, news_sitemap, home
  etag TEXT,
  last_modified TEXT,
  body_hash TEXT,             -- of the last body: the validators of some servers are wrong
  polled_at TEXT,
  due_at TEXT,                -- when to fetch it again at the earliest, because its host asked us to wait
  interval_seconds INTEGER,
  failures INTEGER NOT NULL DEFAULT 0,  -- failed polls in a row
  newest_item_at TEXT,
  problem TEXT                -- what was wrong with it at the last poll
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE captures (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  url TEXT NOT NULL,          -- as requested
  url_key INTEGER,            -- its key in urls
  fetched_at TEXT NOT NULL,
  status INTEGER NOT NULL,    -- HTTP
  file TEXT NOT NULL,         -- WARC file, relative to the folder captures/ beside the archive
  offset INTEGER NOT NULL,    -- bytes into the file
  length INTEGER NOT NULL,    -- bytes of the record as stored
  digest TEXT NOT NULL,       -- of the page's body
  expired_at TEXT             -- when its record was deleted; NULL while it can be read
) STRICT""",
    """CREATE TABLE revisions (
  article_id INTEGER NOT NULL REFERENCES articles(id),
  number INTEGER NOT NULL,    -- from 1; only versions that a later version replaced
  seen_at TEXT NOT NULL,      -- when we first saw this version
  headline TEXT NOT NULL,
  standfirst TEXT,
  body TEXT NOT NULL,
  read_by TEXT,
  capture_id INTEGER REFERENCES captures(id),
  cause TEXT NOT NULL CHECK (cause IN ('theirs', 'ours', 'unknown')),  -- whose change replaced this version
  PRIMARY KEY (article_id, number)
) STRICT""",
    """CREATE TABLE fingerprints (
  hash INTEGER NOT NULL,      -- of a run of words; articles that share one may be near-duplicates, their texts decide
  article_id INTEGER NOT NULL REFERENCES articles(id),
  PRIMARY KEY (hash, article_id)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE crawls (
  id INTEGER PRIMARY KEY,
  began_at TEXT NOT NULL,
  ended_at TEXT,
  outcome TEXT,               -- finished, stopped, interrupted, failed; NULL while it is running
  command TEXT,               -- as it was typed
  problem TEXT
) STRICT""",
    """CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  crawl_id INTEGER REFERENCES crawls(id),
  outlet TEXT NOT NULL REFERENCES outlets(name),
  began_at TEXT NOT NULL,
  ended_at TEXT,
  outcome TEXT,               -- finished, stopped, interrupted, failed; NULL while it is running
  requests INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,     -- received
  seen INTEGER NOT NULL DEFAULT 0,      -- addresses in feeds and sitemaps
  new INTEGER NOT NULL DEFAULT 0,       -- articles
  revised INTEGER NOT NULL DEFAULT 0,
  same INTEGER NOT NULL DEFAULT 0,
  refused TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(refused)),  -- JSON: pages by outcome
  errors INTEGER NOT NULL DEFAULT 0,
  problem TEXT                -- why it failed
) STRICT""",
    """CREATE TABLE removals (
  article_id INTEGER PRIMARY KEY,  -- its addresses stay in urls, so that no crawl stores it again
  outlet TEXT NOT NULL REFERENCES outlets(name),
  headline_key INTEGER NOT NULL,   -- hashes that recognise the article elsewhere; they contain no text
  text_key INTEGER,
  reason TEXT NOT NULL,
  removed_at TEXT NOT NULL
) STRICT""",
    """CREATE TABLE totals (
  dimension TEXT NOT NULL,    -- outlet, language, source, section, published_on
  value TEXT NOT NULL,
  articles INTEGER NOT NULL,  -- how many articles have the value
  PRIMARY KEY (dimension, value)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE outlet_days (
  outlet TEXT NOT NULL REFERENCES outlets(name),
  published_on TEXT NOT NULL,
  articles INTEGER NOT NULL,
  PRIMARY KEY (outlet, published_on)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE url_totals (
  outlet TEXT NOT NULL REFERENCES outlets(name),
  outcome TEXT NOT NULL,
  urls INTEGER NOT NULL,
  PRIMARY KEY (outlet, outcome)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE row_totals (
  table_name TEXT PRIMARY KEY NOT NULL,
  rows INTEGER NOT NULL
) STRICT, WITHOUT ROWID""",
)

VIEWS = (
    # What search reads. Outlet and language are words too, after private-use letters that no text contains.
    """CREATE VIEW searchable AS SELECT a.search_id AS search_id, a.id AS article_id,
  coalesce(b.spaced_headline, a.headline) AS headline,
  coalesce(b.spaced_standfirst, a.standfirst) AS standfirst,
  coalesce(b.spaced_authors, a.authors) AS authors,
  coalesce(b.spaced_body, b.body) AS body,
  char(57344) || replace(a.outlet, '_', char(57346)) || ' ' ||
  char(57345) || replace(coalesce(a.language, 'und'), '-', char(57346)) AS keys
FROM articles a JOIN bodies b ON b.article_id = a.id""",
    """CREATE VIEW documents AS SELECT a.id AS id, a.headline AS headline, a.published_on AS date, a.source AS source,
  b.body AS body, a.url AS url, a.outlet AS outlet
FROM articles a JOIN bodies b ON b.article_id = a.id""",
    # Every version of every article: the replaced ones, whose cause says whose change replaced them, and today's.
    """CREATE VIEW article_versions AS
SELECT article_id, number, seen_at, headline, standfirst, body, read_by, capture_id, cause FROM revisions
UNION ALL
SELECT a.id, a.revision, coalesce(a.revised_at, a.first_seen_at), a.headline, a.standfirst, b.body, a.read_by,
  a.capture_id, NULL
FROM articles a JOIN bodies b ON b.article_id = a.id""",
)

# Categories Mn, Mc: without them words of Hindi, Thai, Bengali, Tamil, Burmese and Khmer break at every vowel sign.
SEARCH_INDEX = (
    """CREATE VIRTUAL TABLE articles_fts USING fts5(headline, standfirst, authors, body, keys,
  content="searchable", content_rowid="search_id",
  tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'")""",
    "INSERT INTO articles_fts(articles_fts, rank) VALUES ('rank', 'bm25(10.0, 4.0, 3.0, 1.0, 0.0)')",
    # Archive.merge does the merging, a little at a time, so that no save waits for a large merge.
    "INSERT INTO articles_fts(articles_fts, rank) VALUES ('automerge', 0)",
    "INSERT INTO articles_fts(articles_fts, rank) VALUES ('crisismerge', 64)",
)

# The indexes for lists end in search_id. Otherwise the planner sorts tens of thousands of wide rows.
INDEXES = (
    "CREATE INDEX articles_search ON articles(search_id, outlet, language, published_on)",
    "CREATE INDEX articles_outlet ON articles(outlet, search_id)",
    "CREATE INDEX articles_language ON articles(language, search_id)",
    "CREATE INDEX articles_outlet_language ON articles(outlet, language, search_id)",
    "CREATE INDEX articles_day ON articles(published_on, search_id)",
    "CREATE INDEX articles_source ON articles(source, search_id)",
    "CREATE INDEX articles_section ON articles(section, search_id)",
    "CREATE INDEX articles_published ON articles(published_at)",
    "CREATE INDEX articles_text ON articles(text_key) WHERE text_key IS NOT NULL",
    "CREATE INDEX articles_cluster ON articles(cluster_id) WHERE cluster_id IS NOT NULL",
    "CREATE INDEX articles_recheck ON articles(recheck_at) WHERE recheck_at IS NOT NULL",
    "CREATE INDEX article_authors_name ON article_authors(name)",
    "CREATE INDEX urls_queue ON urls(outlet, outcome, retry_at, newest_hint)",
    "CREATE INDEX urls_article ON urls(article_id) WHERE article_id IS NOT NULL",
    "CREATE INDEX feeds_due ON feeds(outlet, due_at)",
    "CREATE INDEX captures_key ON captures(url_key)",
    "CREATE INDEX captures_fetched ON captures(fetched_at)",
    "CREATE INDEX runs_outlet ON runs(outlet, began_at)",
    "CREATE INDEX runs_crawl ON runs(crawl_id)",
)


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


@MIGRATIONS(name="hours_of_days")
def _add_hours(db: Database) -> None:
    """Adds at which hours of a day the articles came."""
    db.execute(ADD_HOURS)


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
