"""The order of the best matches: which articles are ranked, by which words, and what that may cost.

article_search.py decides whether a search is ranked at all and shows its pages. A rule about the rank goes here.
"""
