"""Tools for people who add and keep outlets: draft an outlet file, check an outlet, keep a page as a test.

They fetch pages as a crawl does, read them with the extraction, and store no articles. A new tool is a package beside
draft/, check/ and snapshot/.
"""
