from newsarchive import OutletSpider


class ActualnoBg(OutletSpider):
    name = "actualno_bg"
    title = "Actualno.com"
    home = "https://www.actualno.com/"
    country, language, timezone = "bg", "bg", "Europe/Sofia"
    feeds = ["https://rss.actualno.com/2"]
