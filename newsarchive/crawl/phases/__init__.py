"""The two phases of a run: discovery asks feeds, sitemaps and home pages; then the pages that are due are fetched.

run.py drives the phases. A backfill's own phases are in `crawl/backfill/`. How one answer is parsed is in `discovery/`.
"""
