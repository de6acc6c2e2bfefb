"""A search that was opened, once for everything that is read of it: its scope, what it costs to read, newest matches.

The words are understood in `typed/` and `archive/words/`; what is shown of a search is in the modules and rooms beside
this one. What several of them would read again goes here.
"""
