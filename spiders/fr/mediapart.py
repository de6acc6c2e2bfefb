from newsarchive import OutletSpider


class Mediapart(OutletSpider):
    name = "mediapart"
    title = "Mediapart"
    home = "https://www.mediapart.fr/"
    country, language, timezone = "fr", "fr", "Europe/Paris"
    feeds = ["https://www.mediapart.fr/articles/feed"]
    example_url = "https://www.mediapart.fr/journal/france/170116/le-site-slatefr-est-passe-entre-les-mains-du-cac-40"
