"""Numbers about the articles of a search: attention over time, words in context, distinctive words.

Reads the archive through the scope of a search and gives what it read to the pure `newsarchive/analysis/`. Writes
nothing. A new question about many articles gets a module here, and its statistics a module there.
"""
