"""Splitting: older articles, with everything that belongs to them, move into an archive of their own.

split.py is the way in and says what happens in which order. moving.py says which articles are older, bundles.py what
belongs to an article. A new table with rows of articles goes into bundles.py. Which articles were moved is read in
archive/articles/moved_articles.py; how a page of one is answered is decided in deciding/.
"""
