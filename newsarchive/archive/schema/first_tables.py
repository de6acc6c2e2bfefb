"""What the first step of migrations.py makes: tables, views, the full-text index, and indexes.

They never change, because archives exist that have them; see migrations.py. The comments are stored in the file.
"""

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
