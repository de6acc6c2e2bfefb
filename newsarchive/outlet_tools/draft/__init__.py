"""`newsarchive new`: surveys a site and drafts its outlet file, with the evidence for each fact.

survey.py fetches pages of the site, and survey_values.py has the values that it returns. Each other module works out
one fact from them and fetches nothing. new_outlet.py combines the facts and writes the file.
"""
