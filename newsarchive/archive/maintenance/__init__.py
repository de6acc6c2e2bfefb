"""Work on a whole archive: verify and repair, back up, remove an article, delete old captures, re-extract.

Each module is one job. A new check of `verify` goes into the verify module of its subject; a new job gets a module of
its own.
"""
