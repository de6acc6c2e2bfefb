from newsarchive import OutletSpider


class DagensIndustri(OutletSpider):
    name = "dagens_industri"
    title = "Dagens industri"
    home = "https://www.di.se/"
    country, language, timezone = "se", "sv", "Europe/Stockholm"
    feeds = ["https://di.se/rss"]
