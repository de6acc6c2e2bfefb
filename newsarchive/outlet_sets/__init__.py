"""Sets of outlets by name, and the names of countries and languages that people type for them.

Pure, and below what is configured and stored: callers say which outlets there are. A new way to name outlets goes into
named_sets.py, a fact that it uses into outlet_facts.py.
"""
