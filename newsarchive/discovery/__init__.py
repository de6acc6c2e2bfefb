"""Parses feeds, sitemaps, home pages and answers of the Wayback index into sightings of URLs. Pure functions.

Knows no network, no archive and no clock. polling.py decides when a feed is due; `crawl/phases/discovery.py` carries it
out. A new format of feed or list is a new module here.
"""
