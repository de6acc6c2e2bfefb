from newsarchive_outlets.shared.france_medias_monde import FranceMediasMonde


class France24Fr(FranceMediasMonde):
    name = "france24_fr"
    title = "France 24"
    home = "https://www.france24.com/fr/"
    language = "fr"
    feeds = ["https://www.france24.com/fr/rss"]
    article_urls = [r"france24\.com/fr/"]
