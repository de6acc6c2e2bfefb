"""Citations: an article, or one version of it, as BibTeX, RIS, CSL-JSON, COinS and a sentence. Pure.

`citation.py` says what a citation is, each format is a module, and `files.py` writes many citations one after another.
A new format is a module here and an entry in `files.py`; the command `export` and the web pages then have it.
"""
