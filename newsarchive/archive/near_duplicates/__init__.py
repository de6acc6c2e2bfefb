"""Near-duplicates: articles of several outlets with nearly the same text, joined in clusters around one head.

assignment.py puts articles into clusters; clusters.py reads clusters back. How texts are compared is in `comparison/`;
how search shows one article of a cluster is in `archive/search/`.
"""
