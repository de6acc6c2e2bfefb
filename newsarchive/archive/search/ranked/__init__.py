"""The order of the best matches: which articles are ranked, and by which words.

article_search.py decides whether a search is ranked at all and shows its pages. A rule about the rank goes here.
"""
