from newsarchive import OutletSpider


class Ensonhaber(OutletSpider):
    name = "ensonhaber"
    title = "Ensonhaber"
    home = "https://www.ensonhaber.com/"
    country, language, timezone = "tr", "tr", "Europe/Istanbul"
    feeds = ["https://www.ensonhaber.com/rss.xml"]
