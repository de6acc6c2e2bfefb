from newsarchive_outlets.shared.france_medias_monde import FranceMediasMonde


class France24Es(FranceMediasMonde):
    name = "france24_es"
    title = "France 24 en Español"
    home = "https://www.france24.com/es/"
    language = "es"
    feeds = ["https://www.france24.com/es/rss"]
    article_urls = [r"france24\.com/es/"]
