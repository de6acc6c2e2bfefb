"""Export: articles to files and streams, as documents, JSON lines, CSV, Parquet, WARC, WACZ or citations; an index.

Which articles are exported is in `archive/search/selection.py`. A new format is a module here, or in `formats/` if it
can be read back, and a line in the verb `export`. The index of the captured
pages is for other programs and has a verb of its own, `cdx`.
"""
