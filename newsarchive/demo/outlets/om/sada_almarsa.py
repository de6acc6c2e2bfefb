"""صدى المرسى of the demo: a feed for the newest articles, and a sitemap index for the rest."""

from newsarchive import OutletSpider
from newsarchive.demo.addresses import home_of

HOME = home_of("sada_almarsa")


class SadaAlmarsa(OutletSpider):
    name = "sada_almarsa"
    title = "صدى المرسى"
    home = HOME
    country, language, timezone = "om", "ar", "Asia/Muscat"
    kind = "national"
    feeds = [f"{HOME}feed.atom"]
    sitemaps = [f"{HOME}sitemap.xml"]
    article_urls = [r"/\d{4}-"]
    body = "#nass"
    prune = [".read-also", ".follow-us"]
