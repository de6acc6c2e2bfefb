from newsarchive import OutletSpider


class Observador(OutletSpider):
    name = "observador"
    title = "Observador"
    home = "https://observador.pt/"
    country, language, timezone = "pt", "pt", "Europe/Lisbon"
    feeds = ["https://observador.pt/rss/"]
