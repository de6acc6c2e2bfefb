"""Worker processes with a time limit: functions run outside the main process, and a hanging one is stopped.

Knows no pages: callers say which function to run. What the workers do is in `ingest.py`, `discovery/` and others.
"""
