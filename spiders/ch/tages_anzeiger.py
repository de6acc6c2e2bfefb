from newsarchive import OutletSpider


class TagesAnzeiger(OutletSpider):
    name = "tages_anzeiger"
    title = "Tages-Anzeiger"
    home = "https://www.tagesanzeiger.ch/"
    country, language, timezone = "ch", "de", "Europe/Zurich"
    sitemaps = ["https://www.tagesanzeiger.ch/sitemaps/news.xml"]
    example_url = "https://www.tagesanzeiger.ch/trump-plant-helikopterlandeplatz-beim-weissen-haus-558607976855"
