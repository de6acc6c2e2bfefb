"""Parses feeds, sitemaps, home pages and answers of the Wayback index into sightings of URLs. Pure functions.

Knows no network, no archive and no clock. Which of them are fetched, and when, is in `crawl/phases/discovery.py`. A
new format of feed or list is a new module here.
"""
