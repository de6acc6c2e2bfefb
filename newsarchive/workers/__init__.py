"""Worker processes with a time limit: functions run outside the main process, and a hanging call is stopped.

Knows nothing of pages: callers pass the function to run. These functions are in `ingest.py`, `discovery/` and others.
"""
