"""One module for each page of our own: it reads the archive and fills a template.

Tables and SQL are Datasette's pages. How an address becomes a request is in `web/requests/`. A new page is a module
here, a template and a route in plugin.py.
"""
