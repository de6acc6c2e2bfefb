"""One module for each of our pages: it reads the archive and fills a template.

Tables and SQL are Datasette's own pages. `web/requests/` reads the address of a page. A new page is a module here, a
template and a route in routes.py.
"""
