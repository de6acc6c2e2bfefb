"""`newsarchive snapshot`: saves a live page as a test, with its words replaced by invented ones.

Add a word or mark that must not be replaced to kept_words.py.
"""
