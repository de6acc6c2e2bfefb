"""The source of a text: the outlet itself, or the agency or outlet from which the text was taken.

choice.py chooses between a source line, a dateline, the byline, closing lines, the page's declarations and agency
labels. Each is a module here, except the byline: authors are in `authors/`.
"""
