from newsarchive_outlets.shared.france_medias_monde import FranceMediasMonde


class RfiFr(FranceMediasMonde):
    name = "rfi_fr"
    title = "RFI"
    home = "https://www.rfi.fr/fr/"
    language = "fr"
    feeds = ["https://www.rfi.fr/fr/france/rss"]
    article_urls = [r"rfi\.fr/fr/"]
