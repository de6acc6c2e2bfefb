from newsarchive import OutletSpider


class EgyptIndependent(OutletSpider):
    name = "egypt_independent"
    title = "Egypt Independent"
    home = "https://www.egyptindependent.com/"
    country, language, timezone = "eg", "en", "Africa/Cairo"
    feeds = ["https://www.egyptindependent.com/feed/"]
