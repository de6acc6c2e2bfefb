"""Captured pages as WARC records (ISO 28500): our own files written, read and erased; other people's files read.

Knows no articles and no tables. A new kind of WARC record goes here; what a record means to an article does not.
"""
