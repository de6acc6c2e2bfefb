from newsarchive import OutletSpider


class Jutarnji(OutletSpider):
    name = "jutarnji"
    title = "Jutarnji list"
    home = "https://www.jutarnji.hr/"
    country, language, timezone = "hr", "hr", "Europe/Zagreb"
    feeds = ["https://www.jutarnji.hr/feed"]
