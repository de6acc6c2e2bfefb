from newsarchive import OutletSpider


class SmeSk(OutletSpider):
    name = "sme_sk"
    title = "SME"
    home = "https://www.sme.sk/"
    country, language, timezone = "sk", "sk", "Europe/Bratislava"
    feeds = ["https://www.sme.sk/rss-title"]
