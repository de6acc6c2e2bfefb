"""Articles and their versions: which article a page is, how its rows are written, how they are read back.

Whether a reading becomes a new article, a revision or nothing is decided elsewhere; this room carries it out. Search
and near-duplicates have rooms of their own. A new column of an article goes into article_rows.py and read.py.
"""
