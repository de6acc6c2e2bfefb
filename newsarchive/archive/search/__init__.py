"""Queries about many articles: ranked search, facets, totals, selections for export, the list of latest changes.

All of it reads and never writes. One article by its id is in `archive/articles/`. A new filter goes into scope.py, so
that search, export and facets all have it. A new list or count gets a module of its own.
"""
