"""`newsarchive snapshot`: a live page kept as a test, its words replaced by invented ones.

A word or mark that must survive the replacing goes into kept_words.py.
"""
