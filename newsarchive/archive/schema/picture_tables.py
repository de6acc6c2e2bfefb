"""The table of one step of migrations.py: the lead pictures of articles.

It never changes, because archives exist that have it; see migrations.py.
"""

PICTURES = (
    """CREATE TABLE pictures (
  article_id INTEGER NOT NULL REFERENCES articles(id),
  url TEXT NOT NULL,          -- as in bodies.image_url when it was asked for
  asked_at TEXT NOT NULL,
  capture_id INTEGER REFERENCES captures(id),  -- the picture's record; NULL where it was not stored
  media_type TEXT,            -- such as image/jpeg, by its first bytes; NULL where it was not stored
  problem TEXT,               -- why it was not stored; it is not asked for again
  PRIMARY KEY (article_id, url)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX pictures_url ON pictures(url)",
)
