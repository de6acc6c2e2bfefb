"""The archive in a browser: our own pages beside Datasette's tables. Only this package knows Datasette.

Read-only. plugin.py registers everything; pages are in pages/, what their addresses mean in requests/. A new page goes
into pages/, a new form of a list (JSON, CSV, Atom) into result_formats.py.
"""
