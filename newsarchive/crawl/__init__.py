"""Spiders, their politeness and their runs: everything that knows Scrapy, thin over ingest."""
