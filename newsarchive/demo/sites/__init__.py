"""The sites of the sample outlets: pages, feeds, sitemaps and robots.txt, made from their articles.

Knows no server. Each outlet has a module with a function `resources`; add a new one to all_sites.py.
"""
