"""One article of a result: the words that were found in it, and the results before and after it.

It asks the searches in the package above and knows no page. Another fact about an article as a result is a module here.
"""
