"""Tools for people who add and keep outlets: draft an outlet file, check an outlet, keep a page as a test.

They use the crawl's fetching and the extraction, and store no articles. A new tool is a room beside draft/, check/ and
snapshot/.
"""
