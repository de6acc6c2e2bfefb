"""The cookies of a user's own subscription: the file, one cookie, and all cookies of one outlet during one crawl.

Pure but for reading the file, and knows no Scrapy: `http/subscription.py` adds the cookies to requests. The cookies of
a chain of redirects, which every outlet may set, are in `http/chain_cookies.py`.
"""
