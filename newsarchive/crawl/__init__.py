"""Everything that knows Scrapy: the spider of an outlet, the run of one outlet, the crawl of many.

Finds pages and hands them to `ingest`; reads and stores nothing itself. Phases of a run are in phases/, older articles
in backfill/, requests and answers in http/, the short way of pages in page_flow/. At the top: what an outlet file
declares, which outlets there are, the settings of Scrapy, the session that all runs of a process share.
"""
