"""The two phases of a run: discovery asks feeds, sitemaps and home pages; then pages asks for what is due.

A backfill's own phases are in `crawl/backfill/`. How one answer is parsed is in `discovery/`.
"""
