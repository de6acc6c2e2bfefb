"""Outlets on the command line: names and sets that a user types, and what commands do to outlet files.

What several verbs share about outlets is here; what a file says is known to `crawl` and `outlet_tools`.
"""
