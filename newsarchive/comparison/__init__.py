"""Two texts compared: which passages differ, what kind of change it is, how much two texts have in common.

Pure: words in, values out, no archive and no pages. A new measure of likeness goes here.
"""
