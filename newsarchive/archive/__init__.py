"""The archive on disk: `archive.db` (SQLite) and the captured pages beside it. Only this package knows SQLite.

Nothing here reads a page or knows Scrapy or Datasette, and nothing here imports `extraction/`. Each room has one
subject: articles, queue, captures, search, near_duplicates, schema, maintenance. A new table goes into schema/, its
queries into the room of its subject. At the top stand the open database itself, its lock and what all rooms use.
"""
