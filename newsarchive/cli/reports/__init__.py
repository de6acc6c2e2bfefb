"""The longer reports that verbs print, one module for each, and the progress line.

Values in, lines out: a report knows no command and no archive. A report of a few lines stays in its verb's module.
"""
