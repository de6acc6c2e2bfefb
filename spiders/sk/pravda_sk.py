from newsarchive import OutletSpider


class PravdaSk(OutletSpider):
    name = "pravda_sk"
    title = "Pravda"
    home = "https://www.pravda.sk/"
    country, language, timezone = "sk", "sk", "Europe/Bratislava"
    feeds = ["https://servis.pravda.sk/rss.asp"]
