"""The ids of the articles that a selection finds: all of them, or those among some that are given.

Nothing is ranked here, and no text is read. Another list of ids goes here.
"""
