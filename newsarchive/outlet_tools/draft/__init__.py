"""`newsarchive new`: looks at a site and drafts its outlet file, with the evidence for each fact.

survey.py asks the site and survey_values.py holds what was seen; every other module works out one fact from that and
asks nothing. new_outlet.py puts the facts together and writes the file.
"""
