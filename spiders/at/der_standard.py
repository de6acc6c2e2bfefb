from newsarchive import OutletSpider


class DerStandard(OutletSpider):
    name = "der_standard"
    title = "Der Standard"
    home = "https://www.derstandard.at/"
    country, language, timezone = "at", "de", "Europe/Vienna"
    feeds = ["https://www.derstandard.at/rss"]
    sitemaps = ["https://www.derstandard.at/sitemaps/news.xml"]
    example_url = (
        "https://www.derstandard.at/story/3000000218734/nach-kalifat-rufen-in-hamburg-sind-wir-zu-sanft-zu-islamisten"
    )
