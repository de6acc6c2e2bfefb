"""Bytes of a feed, sitemap or home page in, sightings out. Knows no network, no archive and no clock."""
