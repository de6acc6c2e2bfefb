"""How people learn what is wrong: messages to the places in alert_urls, and pings to a service that misses them.

The only package that knows apprise, which is loaded when a message is sent. What is reported, and when, is decided in
newsarchive/alerts. Addresses are secrets: they are in no message, error, log or row. A new way to send a message is
apprise's matter; a new command that reports calls reporting.py.
"""
