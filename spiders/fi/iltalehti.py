from newsarchive import OutletSpider


class Iltalehti(OutletSpider):
    name = "iltalehti"
    title = "Iltalehti"
    home = "https://www.iltalehti.fi/"
    country, language, timezone = "fi", "fi", "Europe/Helsinki"
    feeds = ["https://www.iltalehti.fi/rss/uutiset.xml"]
