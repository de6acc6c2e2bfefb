"""One article of a result: the words that were found in it, and the results before and after it."""
