# What type checkers see of the package itself: __init__.py loads OutletSpider only when it is used.
from newsarchive.crawl.spider import OutletSpider as OutletSpider

__version__: str
