"""When an article was published and modified: the dates that a page declares and prints, and how dates are parsed.

gathered_dates.py reads them all, published.py chooses, corrections.py mends what the page shows to be wrong. A new form
of date goes into date_parsing.py, new words into date_words.py, a new calendar into calendars.py.
"""
