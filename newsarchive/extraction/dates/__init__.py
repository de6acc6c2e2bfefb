"""When an article was published and modified: the dates that a page declares and prints, and how dates are parsed.

published.py chooses. A new form of date goes into date_parsing.py, new words into date_words.py, a new calendar into
calendars.py.
"""
