from newsarchive import OutletSpider


class TerazSk(OutletSpider):
    name = "teraz_sk"
    title = "TERAZ.sk"
    home = "https://www.teraz.sk/"
    country, language, timezone = "sk", "sk", "Europe/Bratislava"
    feeds = ["https://www.teraz.sk/rss/rss-vsetky-spravy.rss"]
