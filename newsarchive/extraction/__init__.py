"""From a page and its outlet to an article, or to the reason why the page is not one. Pure functions.

Knows no network, no archive, no clock and no other pages, so that a page can be extracted again at any time.
article.py is the entry. Each field has a package or module. What several fields need is in page/, names/ and phrases/.
A new rule goes into the package of the field that it decides.
"""
