from newsarchive import OutletSpider


class Srf(OutletSpider):
    name = "srf"
    title = "SRF"
    home = "https://www.srf.ch/"
    country, language, timezone = "ch", "de", "Europe/Zurich"
    feeds = ["https://www.srf.ch/news/bnf/rss/1646"]
    sitemaps = ["https://www.srf.ch/sitemaps/newsmap/news/index.xml"]
    example_url = "https://www.srf.ch/news/international/nahost/minderheit-in-syrien-drusen-fordern-teilhabe-statt-schutzgarantien-von-neuer-regierung"
