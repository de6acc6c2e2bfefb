"""The tables of some steps of migrations.py: the daily numbers of outlets, feeds and the disk, and what was reported.

They never change, because archives exist that have them; see migrations.py.
"""

# Daily numbers, from which newsarchive/health/ judges. They contain no text, and all of them are kept.
HEALTH_TABLES = (
    """CREATE TABLE health_days (
  outlet TEXT NOT NULL REFERENCES outlets(name),
  day TEXT NOT NULL,                      -- in UTC
  runs INTEGER NOT NULL,                  -- crawls of the outlet that began on this day; backfills are not counted
  last_run_at TEXT,
  requests INTEGER NOT NULL,
  bytes INTEGER NOT NULL,                 -- received
  new_urls INTEGER NOT NULL,              -- addresses that feeds and sitemaps named for the first time
  articles INTEGER NOT NULL,              -- stored for the first time, and published at most a week before
  older_articles INTEGER NOT NULL,        -- stored for the first time, and published earlier
  revised INTEGER NOT NULL,
  same INTEGER NOT NULL,                  -- pages that had not changed
  refused TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(refused)),  -- JSON: pages by outcome
  errors INTEGER NOT NULL,
  with_byline INTEGER NOT NULL,           -- how many of articles have it
  with_time INTEGER NOT NULL,
  with_section INTEGER NOT NULL,
  with_full_text INTEGER NOT NULL,
  median_chars INTEGER,                   -- length of the texts of articles
  first_at TEXT,                          -- when the first of articles was first seen
  newest_at TEXT,                         -- when the newest of articles was published, or first seen if not known
  answers INTEGER NOT NULL,               -- answers whose time was measured
  median_ms INTEGER,                      -- from sending a request to its answer
  PRIMARY KEY (outlet, day)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE feed_days (
  url TEXT NOT NULL,
  day TEXT NOT NULL,                      -- in UTC
  outlet TEXT NOT NULL REFERENCES outlets(name),
  kind TEXT NOT NULL,                     -- feed, sitemap, news_sitemap, home
  asked INTEGER NOT NULL,                 -- how often it was requested
  unchanged INTEGER NOT NULL,             -- how often it had not changed
  failures INTEGER NOT NULL,              -- how often it gave no feed
  entries INTEGER,                        -- in its last body that could be read
  new_urls INTEGER NOT NULL,              -- addresses that it named before any other feed
  newest_at TEXT,                         -- of its newest entry
  asked_at TEXT NOT NULL,                 -- the last time
  read_at TEXT,                           -- the last time it could be read, or had not changed
  problem TEXT,                           -- what was wrong with it at the last request
  moved_to TEXT,                          -- where a permanent redirect leads
  PRIMARY KEY (url, day)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE disk_days (
  day TEXT PRIMARY KEY NOT NULL,          -- in UTC
  archive_bytes INTEGER NOT NULL,         -- size of the archive's file
  captures_bytes INTEGER NOT NULL,        -- size of the files in captures/
  free_bytes INTEGER NOT NULL             -- free space on the disk
) STRICT, WITHOUT ROWID""",
)
HEALTH = (
    *HEALTH_TABLES,
    "CREATE INDEX feed_days_outlet ON feed_days(outlet, day)",
    "CREATE INDEX articles_first_seen ON articles(outlet, first_seen_at)",
    """ALTER TABLE runs ADD COLUMN
  new_urls INTEGER NOT NULL   -- addresses that feeds and sitemaps named for the first time
  DEFAULT 0""",
    """ALTER TABLE runs ADD COLUMN
  answers INTEGER NOT NULL    -- answers whose time was measured
  DEFAULT 0""",
    """ALTER TABLE runs ADD COLUMN
  median_ms INTEGER           -- from sending a request to its answer
  DEFAULT NULL""",
)
ADD_HOURS = """ALTER TABLE health_days ADD COLUMN
  by_hour TEXT                -- JSON: how many of articles were first seen in each hour of the day, in UTC
  DEFAULT NULL"""

ALERTS = (
    """CREATE TABLE alerts (
  id INTEGER PRIMARY KEY,
  outlet TEXT REFERENCES outlets(name),  -- NULL for the whole archive
  kind TEXT NOT NULL,         -- what is wrong: silent, thin, blind, short, refused, feed, slow, disk, failed, delivery
  subject TEXT NOT NULL,      -- what it is about inside the outlet, such as a feed; '' if the kind says everything
  summary TEXT NOT NULL,      -- as the last crawl that found it says
  advice TEXT NOT NULL,       -- what to do
  began_at TEXT NOT NULL,     -- since when it is wrong
  told_at TEXT NOT NULL,      -- when it was reported first
  reminded_at TEXT,           -- when it was reported last after that
  missing_since TEXT,         -- the first crawl that did not find it any more; NULL while it is found
  ended_at TEXT               -- when it was over; NULL while the alert is open
) STRICT""",
    "CREATE UNIQUE INDEX alerts_open ON alerts(coalesce(outlet, ''), kind, subject) WHERE ended_at IS NULL",
    """CREATE TABLE alert_messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,   -- printed in the text, so that a message that arrives twice is recognized
  made_at TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT""",
    """CREATE TABLE alert_deliveries (
  message_id INTEGER NOT NULL REFERENCES alert_messages(id),
  channel TEXT NOT NULL,      -- output, or the number and kind of an entry of alert_urls; never the address
  attempts INTEGER NOT NULL DEFAULT 0,  -- that failed
  failed_at TEXT,             -- when it failed first
  tried_at TEXT,              -- when it failed last
  problem TEXT,               -- why it failed last
  sent_at TEXT,               -- NULL until it was sent
  dropped_at TEXT,            -- when it was given up, because the entry is not in alert_urls any more
  PRIMARY KEY (message_id, channel)
) STRICT, WITHOUT ROWID""",
    """CREATE INDEX alert_deliveries_waiting ON alert_deliveries(channel, message_id)
  WHERE sent_at IS NULL AND dropped_at IS NULL""",
)
