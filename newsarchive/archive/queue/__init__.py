"""The queue: every URL ever seen, its outcome, and which URLs to fetch now; and what is known about feeds.

url_states.py alone writes `urls.outcome`, queued_urls.py reads what is due. Nothing here fetches. A new state of a URL
goes into url_states.py, a new way to choose URLs into a module beside backfill_urls.py.
"""
