"""Requests and answers: connections, private addresses, robots.txt, pace, redirects, and why a request failed.

Knows neither the archive nor a run's phases. A rule that holds for every request goes here, as a Scrapy component that
`crawl/settings.py` lists.
"""
