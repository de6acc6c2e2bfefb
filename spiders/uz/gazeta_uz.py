from newsarchive import OutletSpider


class GazetaUz(OutletSpider):
    name = "gazeta_uz"
    title = "Gazeta.uz"
    home = "https://www.gazeta.uz/"
    country, language, timezone = "uz", "ru", "Asia/Tashkent"
    feeds = ["https://www.gazeta.uz/rss/"]
