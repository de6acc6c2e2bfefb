"""Which outlets a selection lets pass: by name, by country, and by the sets of outlets that it names.

What a set is, without an archive, is decided in newsarchive/outlet_sets/named_sets.py. A new way to choose outlets goes
here.
"""
