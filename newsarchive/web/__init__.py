"""The archive in a browser: our own pages beside Datasette's tables. Only this package knows Datasette.

Read-only. plugin.py registers everything. Pages are in pages/; requests/ reads their addresses, citing/ has what they
say for reference managers. A new page goes into pages/, another format of the search results into result_formats.py.
"""
