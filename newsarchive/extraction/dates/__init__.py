"""When an article was published and modified: what a page declares, what it prints, and how dates are parsed.

published.py decides. A new form of date goes into date_parsing.py, new words into date_words.py, a new calendar into
calendars.py.
"""
