"""What was typed into the search box, as this archive understands it.

The values of typed filters, and the words that the query stands for, with the help of archive/words. query.py, which
knows no archive, reads the text before; scope.py makes SQL of the result. A new kind of typed filter goes here.
"""
