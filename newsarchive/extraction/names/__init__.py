"""Names of organisations: news agencies, well-known outlets, and the names a page uses for its own outlet.

Used for authors and for the source. A new agency or outlet is a new line in a table here. Names
of persons are read in `authors/byline_names.py`.
"""
