"""What one answer of an outlet's feed, sitemap or home page names, read by its spider outside of a crawl."""

from scrapy.http import Response
from scrapy.responsetypes import responsetypes

from newsarchive.crawl.phases.discovery import Found, collect
from newsarchive.crawl.spider import OutletSpider
from newsarchive.records import DiscoveryKind, Page
from newsarchive.workers.pool import WorkerPool


async def read_source(spider_class: type[OutletSpider], page: Page, kind: DiscoveryKind, pool: WorkerPool) -> Found:
    """What the spider makes of page, its own parse_feed, parse_sitemap and parse_home included.

    Raises:
        DiscoveryError: the bytes are not what they should be.
        ReadingError: reading them took too long, or took the reader down.
    """
    spider = spider_class()
    # There is no session whose pool the spider could ask.
    spider.in_worker = pool.run  # type: ignore[method-assign,assignment]
    response = _response(page)
    if kind == "feed":
        return await collect(spider.parse_feed(response))
    if kind == "home":
        return await collect(spider.parse_home(response))
    return await collect(spider.parse_sitemap(response))


def _response(page: Page) -> Response:
    """The page as Scrapy's callbacks know it."""
    headers = {name: [value for key, value in page.headers if key == name] for name, _ in page.headers}
    kind = responsetypes.from_args(url=page.final_url, body=page.body)
    return kind(page.final_url, status=page.status, headers=headers, body=page.body)
