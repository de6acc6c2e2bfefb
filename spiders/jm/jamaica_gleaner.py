from newsarchive import OutletSpider


class JamaicaGleaner(OutletSpider):
    name = "jamaica_gleaner"
    title = "The Gleaner"
    home = "https://jamaica-gleaner.com/"
    country, language, timezone = "jm", "en", "America/Jamaica"
    feeds = ["https://jamaica-gleaner.com/feed/rss.xml"]
