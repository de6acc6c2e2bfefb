"""`newsarchive backfill`: how older articles are found in sitemaps and at the Wayback Machine, and fetched.

Built from the phases of a crawl. A new place to look for older articles is a module here, a line in plan.py and a name
in crawl/options.py.
"""
