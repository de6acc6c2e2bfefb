from newsarchive_outlets.shared.france_medias_monde import FranceMediasMonde


class RfiEn(FranceMediasMonde):
    name = "rfi_en"
    title = "RFI English"
    home = "https://www.rfi.fr/en/"
    language = "en"
    feeds = ["https://www.rfi.fr/en/africa/rss"]
    article_urls = [r"rfi\.fr/en/"]
