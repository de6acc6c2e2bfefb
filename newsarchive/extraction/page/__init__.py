"""One page, parsed once: its text decoded, its markup, JSON-LD and script data, ready for every field.

Nothing here chooses a value for an article: that is done in the room of the field. A new place where pages keep data
goes here.
"""
