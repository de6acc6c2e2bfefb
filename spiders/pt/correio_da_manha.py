from newsarchive import OutletSpider


class CorreioDaManha(OutletSpider):
    name = "correio_da_manha"
    title = "Correio da Manhã"
    home = "https://www.cmjornal.pt/"
    country, language, timezone = "pt", "pt", "Europe/Lisbon"
    feeds = ["https://www.cmjornal.pt/rss"]
