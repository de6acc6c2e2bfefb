"""Articles and their versions: which article a page is, how its rows are written, how they are read back.

Whether a text becomes a new article, a revision or nothing is decided in `deciding/`; saving.py carries it out. Search
and near-duplicates have their own rooms. A new column of an article goes into article_rows.py and read.py.
new_texts.py writes the texts of many new articles at once.
"""
