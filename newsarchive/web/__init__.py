"""The archive in a browser: our own pages beside Datasette's tables. Only this package knows Datasette.

Read-only. plugin.py registers everything, and routes.py says which page an address shows. Pages are in pages/;
requests/ reads their addresses, searching/ has what pages about searches share, citing/ what they say for reference
managers, openapi/ describes all addresses. A new page goes into pages/, another format of the search results into
searching/result_formats.py.
"""
