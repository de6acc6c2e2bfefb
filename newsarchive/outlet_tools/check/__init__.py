"""`newsarchive check`: fetches feeds and a few articles of an outlet, and reports which part is broken.

outlets.py fetches; diagnosis.py judges and is pure. Add a new kind of fault to diagnosis.py.
"""
