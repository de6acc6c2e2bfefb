"""Captured pages as WARC records (ISO 28500): writes, reads and erases our own files, and reads other people's files.

Knows no articles and no tables. A new kind of WARC record goes here; what a record means to an article does not.
"""
