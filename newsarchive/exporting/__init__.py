"""Articles out of the archive, to files and streams: documents, JSON lines, CSV, Parquet, WARC.

Which articles is `archive/search/selection.py`. A new format is a module here, or in `formats/` if it can be read back,
and a line in the verb `export`.
"""
