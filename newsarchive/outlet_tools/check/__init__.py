"""`newsarchive check`: asks one outlet, reads a few of its articles, and says which part is broken.

outlets.py asks; diagnosis.py judges and is pure. A new thing that can break goes into diagnosis.py.
"""
