from newsarchive import OutletSpider


class Tagesspiegel(OutletSpider):
    name = "tagesspiegel"
    title = "Der Tagesspiegel"
    home = "https://www.tagesspiegel.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    sitemaps = ["https://www.tagesspiegel.de/news.xml"]
    example_url = "https://www.tagesspiegel.de/wissen/eskalation-im-nordatlantik-wenn-die-ozeane-uberhitzen-fuhrt-das-potenziell-zu-mehr-wetterextremen-11561990.html"
