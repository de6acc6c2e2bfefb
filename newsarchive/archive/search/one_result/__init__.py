"""One article of a result: the words that were found in it, and the results before and after it.

It knows the search that led to the article, not how its page looks. What concerns one result alone goes here.
"""
