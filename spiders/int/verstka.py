from newsarchive import OutletSpider


class Verstka(OutletSpider):
    name = "verstka"
    title = "Вёрстка"
    home = "https://verstka.media/"
    country, language, timezone = None, "ru", "Etc/UTC"
    feeds = [
        "https://verstka.media/category/news/feed/",
        "https://verstka.media/category/article/feed/",
        "https://verstka.media/category/column/feed/",
        "https://verstka.media/category/interview/feed/",
    ]
