"""The ids of the articles that a selection finds: all of them, or those among some that are given.

For exports and watches, which need no rank and no snippets. It reads in short lists, so that no read stays open.
"""
