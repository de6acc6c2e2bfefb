"""Datasette's own pages of an archive: our frame around them, saved queries, and checks of what their addresses say.

The templates are in templates/newsarchive/datasette/. A file of templates/over_datasette/ has the name of a template of
Datasette and chooses between ours and Datasette's; pages of other databases keep Datasette's.
"""
