"""Pages about one article: its text, its captured pages, its versions compared, its citations, its near-duplicates.

What is worked out from values alone is in web/articles/ and web/citing/. Another page about an article goes here.
"""
