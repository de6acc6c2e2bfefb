"""The way of pages through a crawl, made short: their requests past most of Scrapy, and their storing in groups.

Decides nothing about pages: `phases/` chooses them, `pipelines.py` has them read and stored. A new step that every page
takes, and that only exists to save time, goes here.
"""
