from newsarchive_outlets.shared.euronews import Euronews


class EuronewsDe(Euronews):
    name = "euronews_de"
    title = "Euronews (Deutsch)"
    home = "https://de.euronews.com/"
    domains = ["de.euronews.com"]
    language = "de"
    sitemaps = ["https://de.euronews.com/sitemaps/de/latest-news.xml"]
    example_url = "https://de.euronews.com/2026/01/06/russland-china-militareinsatz-venezuela"
