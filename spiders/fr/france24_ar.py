from newsarchive_outlets.shared.france_medias_monde import FranceMediasMonde


class France24Ar(FranceMediasMonde):
    name = "france24_ar"
    title = "فرانس 24"
    home = "https://www.france24.com/ar/"
    language = "ar"
    feeds = ["https://www.france24.com/ar/rss"]
    article_urls = [r"france24\.com/ar/"]
