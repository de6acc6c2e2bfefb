from newsarchive import OutletSpider


class SpiegelOnline(OutletSpider):
    name = "spiegel_online"
    title = "DER SPIEGEL"
    home = "https://www.spiegel.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    kind = "magazine"
    feeds = ["https://www.spiegel.de/schlagzeilen/index.rss"]
    sitemaps = ["https://www.spiegel.de/sitemaps/news-de.xml"]
    example_url = "https://www.spiegel.de/wirtschaft/unternehmen/silicon-valley-bank-federal-reserve-raeumt-versaeumnisse-bei-aufsicht-ein-a-60a0111a-c2d2-46c8-9e93-b16a374e6ba8"
