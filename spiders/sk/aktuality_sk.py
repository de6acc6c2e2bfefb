from newsarchive import OutletSpider


class AktualitySk(OutletSpider):
    name = "aktuality_sk"
    title = "Aktuality.sk"
    home = "https://www.aktuality.sk/"
    country, language, timezone = "sk", "sk", "Europe/Bratislava"
    feeds = ["https://www.aktuality.sk/rss/"]
