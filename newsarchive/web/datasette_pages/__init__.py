"""Datasette's own pages of an archive: our frame around them, saved queries, and what their addresses say.

Their arguments are checked, and conditions on days become bounds that SQLite can use.

The templates are in templates/newsarchive/datasette/. A file of templates/over_datasette/ has the name of a template of
Datasette and chooses between ours and Datasette's; pages of other databases keep Datasette's.
"""
