"""The Haverstrand Courier of the demo. Your own outlet file looks the same, with a fixed URL instead of HOME."""

from newsarchive import OutletSpider
from newsarchive.demo.addresses import home_of

HOME = home_of("haverstrand_courier")


class HaverstrandCourier(OutletSpider):
    name = "haverstrand_courier"
    title = "Haverstrand Courier"
    home = HOME
    country, language, timezone = "gb", "en", "Europe/London"
    kind = "regional"
    feeds = [f"{HOME}news.rss"]
    body = ".story-body"
    prune = ["aside", ".newsletter", ".subscribe-wall"]
