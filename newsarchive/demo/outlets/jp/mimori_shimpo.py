"""水守新報 of the demo. It declares no feed, so a crawl reads the sitemap that its robots.txt names."""

from newsarchive import OutletSpider
from newsarchive.demo.addresses import home_of

HOME = home_of("mimori_shimpo")


class MimoriShimpo(OutletSpider):
    name = "mimori_shimpo"
    title = "水守新報"
    home = HOME
    country, language, timezone = "jp", "ja", "Asia/Tokyo"
    kind = "regional"
    article_urls = [r"/MS\d+\.html"]
    body = ".honbun"
    prune = [".kaiin", ".paywall"]
