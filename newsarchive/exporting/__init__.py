"""Export: articles of the archive to files and streams, as documents, JSON lines, CSV, Parquet, WARC or citations.

Which articles are exported is in `archive/search/selection.py`. A new format is a module here, or in `formats/` if it
can be read back, and a line in the verb `export`.
"""
