from newsarchive_outlets.shared.france_medias_monde import FranceMediasMonde


class France24En(FranceMediasMonde):
    name = "france24_en"
    title = "France 24 (English)"
    home = "https://www.france24.com/en/"
    language = "en"
    feeds = ["https://www.france24.com/en/rss"]
    article_urls = [r"france24\.com/en/"]
