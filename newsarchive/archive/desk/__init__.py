"""The desk: a small file beside the archive with what its readers add. The archive stays what was crawled.

Collections, tags and notes are here; the tables of watches too, which archive/watches fills. An article is known here
by its id alone, and no text of an article is stored. Nothing here searches; archive/search asks filters.py which
articles a collection or a tag names. A new table is a new step in desk_schema.py.
"""
