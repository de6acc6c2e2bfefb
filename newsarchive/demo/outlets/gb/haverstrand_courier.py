"""The Haverstrand Courier of the demo; an outlet of your own looks the same, with its address written out."""

from newsarchive import OutletSpider
from newsarchive.demo.addresses import home_of

HOME = home_of("haverstrand_courier")


class HaverstrandCourier(OutletSpider):
    name = "haverstrand_courier"
    title = "Haverstrand Courier"
    home = HOME
    country, language, timezone = "gb", "en", "Europe/London"
    feeds = [f"{HOME}news.rss"]
    body = ".story-body"
    prune = ["aside", ".newsletter", ".subscribe-wall"]
