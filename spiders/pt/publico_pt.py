from newsarchive import OutletSpider


class PublicoPt(OutletSpider):
    name = "publico_pt"
    title = "Público"
    home = "https://www.publico.pt/"
    country, language, timezone = "pt", "pt", "Europe/Lisbon"
    feeds = ["https://feeds.feedburner.com/PublicoRSS"]
