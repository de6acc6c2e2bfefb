"""Watches: saved searches, and what was new in them at each look.

A watch and its hits are rows of the desk; the articles are read from the archive. A look tries only what was stored or
revised since the last look. Nothing here words or sends a message: that is newsarchive/notifications. A new rule about
what counts as new goes into looking.py, one about what is stored into watch_rows.py or digests.py.
"""
