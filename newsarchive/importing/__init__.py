"""Articles and captured pages from files: documents, JSON lines and WARC files, through the same ingest as a crawl.

The formats are described in `formats/` and `archive/captures/`. A new kind of file is a module here.
"""
