"""One page, parsed once for all fields: decoded text, markup, JSON-LD and data in scripts.

Nothing here chooses a value for an article; the package of each field does that. A new place where pages keep data
goes here.
"""
