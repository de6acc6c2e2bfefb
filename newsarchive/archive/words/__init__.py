"""What typed words mean in an archive: the terms of a query, the vocabulary of its texts, forms and misspellings.

The parser of the search box and everything that runs a search are in archive/search/. What a word stands for in the
archive goes here; which articles are found, and in what order, does not.
"""
