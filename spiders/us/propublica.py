from newsarchive import OutletSpider


class Propublica(OutletSpider):
    name = "propublica"
    title = "ProPublica"
    home = "https://www.propublica.org/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://feeds.propublica.org/propublica/main"]
