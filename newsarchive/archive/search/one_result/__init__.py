"""One article of a result: the words that were found in it, and the results before and after it.

How a result is found is decided above, in article_search.py. What a page needs to know of one hit goes here.
"""
