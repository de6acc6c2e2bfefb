"""`newsarchive reextract`: stored pages read again with today's rules, without the network.

Plans what to read, reports what would change, and applies it. Which pages are due, and how rows change, is in
`archive/maintenance/reextraction.py`.
"""
