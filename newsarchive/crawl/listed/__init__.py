"""Fetching the pages of a list: which outlet each address belongs to, and the phase that requests them.

A list comes from a user, not from a feed. Everything else is as in a crawl: robots.txt, the pace of hosts, workers, and
the one way into the archive. Reading the list itself is the work of newsarchive/formats/address_list.py.
"""
