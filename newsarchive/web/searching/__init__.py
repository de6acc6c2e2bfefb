"""What pages about searches share: filters as fields of a form, the histogram, and answers that are sent while
they are made.

A page reads the archive in `web/pages/`; here its values become what a template or a program reads. A new filter goes
into `web/requests/search_request.py` and `archive/search/facets.py`, its labels into filter_fields.py.
"""
