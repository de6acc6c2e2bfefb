from newsarchive import OutletSpider


class KyivIndependent(OutletSpider):
    name = "kyiv_independent"
    title = "The Kyiv Independent"
    home = "https://kyivindependent.com/"
    country, language, timezone = "ua", "en", "Europe/Kyiv"
    feeds = ["https://kyivindependent.com/rss/"]
