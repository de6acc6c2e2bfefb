"""Articles and captured pages from files: documents, JSON lines and WARC files, through the same ingest as a crawl.

What the formats look like is in `formats/` and `archive/captures/`. A new kind of file is a module here.
"""
