"""Bytes of a feed, sitemap, home page or Wayback index in; sightings of URLs out. Pure.

Knows no network, no archive and no clock. Which of them to ask, and when, is in `crawl/phases/discovery.py`. A new
format of feed or list is a module here.
"""
