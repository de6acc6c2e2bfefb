"""Two texts compared: which passages differ, what kind of change it is, how much they have in common.

Pure: texts in, values out; no archive and no pages. A new measure of similarity goes here.
"""
