from newsarchive import OutletSpider


class LexpressMu(OutletSpider):
    name = "lexpress_mu"
    title = "L'Express"
    home = "https://lexpress.mu/"
    country, language, timezone = "mu", "fr", "Indian/Mauritius"
    feeds = ["https://www.lexpress.mu/rss.xml"]
