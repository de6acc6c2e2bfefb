"""Whom a text is credited to: the outlet itself, or the agency or outlet it was taken from.

choice.py decides between a source line, a dateline, closing lines, labels and what the page declares; each of these
is a module. Who wrote the text is in `authors/`.
"""
