"""The pages of statistics about a search: attention over time, words in context, distinctive words.

Each module reads through `archive/analysis/` and prepares the values of one template. Charts are SVG made here, and
every number in them is in a table too. A page of single articles belongs to the folder above.
"""
