"""A page and its outlet in; an article, or the reason why there is none, out. Pure.

Knows no network, no archive, no clock and no other pages, so that a page can be read again in any order. article.py is
the entry; each field has its room or module. Signs that several fields need are in page/, names/ and phrases/. A new
rule goes into the room of the field that it decides.
"""
