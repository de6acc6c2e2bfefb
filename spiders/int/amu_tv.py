from newsarchive import OutletSpider


class AmuTv(OutletSpider):
    name = "amu_tv"
    title = "Amu TV"
    home = "https://amu.tv/"
    country, language, timezone = None, "en", "Etc/UTC"
    feeds = ["https://amu.tv/feed/"]
