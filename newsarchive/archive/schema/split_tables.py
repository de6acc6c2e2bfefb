"""The tables of one step of migrations.py: which articles were moved into an archive of their own.

They never change, because archives exist that have them; see migrations.py.
"""

SPLITS = (
    """CREATE TABLE splits (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,   -- random, and the same in both archives
  direction TEXT NOT NULL CHECK (direction IN ('into', 'from')),  -- whether articles went into file or came from it
  file TEXT NOT NULL,         -- the other archive; relative to the folder of this one where it is in it
  before_day TEXT NOT NULL,   -- articles of earlier days were moved
  phase TEXT NOT NULL CHECK (phase IN ('copying', 'erasing', 'files', 'finished')),  -- how far it came
  copied_to INTEGER,          -- in the new archive: the search_id up to which all was copied
  checked_to INTEGER,         -- and up to which all was compared
  joined_at TEXT,             -- and when articles whose head stayed behind were put into clusters
  articles INTEGER NOT NULL DEFAULT 0,  -- moved so far
  versions INTEGER NOT NULL DEFAULT 0,
  captures INTEGER NOT NULL DEFAULT 0,
  began_at TEXT NOT NULL,
  ended_at TEXT               -- NULL while it is unfinished
) STRICT""",
    """CREATE TABLE moved_articles (
  article_id INTEGER PRIMARY KEY,  -- its id in both archives; its addresses stay in urls, so that none is fetched again
  split_id INTEGER NOT NULL REFERENCES splits(id),  -- says in which file it is
  search_id INTEGER NOT NULL,
  outlet TEXT NOT NULL REFERENCES outlets(name),
  headline_key INTEGER NOT NULL,   -- hashes that recognize the article at another address; they contain no text
  text_key INTEGER
) STRICT""",
    "CREATE INDEX moved_articles_text ON moved_articles(text_key) WHERE text_key IS NOT NULL",
    "CREATE INDEX moved_articles_split ON moved_articles(split_id)",
    """CREATE TABLE split_files (
  file TEXT PRIMARY KEY NOT NULL   -- a WARC file that still has records of moved articles; its other records move out
) STRICT, WITHOUT ROWID""",
)
