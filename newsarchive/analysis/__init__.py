"""Counts made from many articles, for readers: spans of time, words in context, distinctive words.

Pure: values and texts in, values out; no archive, no pages, no clock. periods.py divides a span of days, contexts.py
cuts out the words around what was found, word_counts.py and keyness.py compare the words of two groups of texts. SQL
for these is in `archive/analysis/`. A new statistic gets a module here.
"""
