"""What `search` and `export` do once their options are read.

The verbs load these modules when they run: a shell that completes an option needs nothing of an archive.
"""
