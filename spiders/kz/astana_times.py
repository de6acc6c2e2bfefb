from newsarchive import OutletSpider


class AstanaTimes(OutletSpider):
    name = "astana_times"
    title = "The Astana Times"
    home = "https://astanatimes.com/"
    country, language, timezone = "kz", "en", "Asia/Almaty"
    feeds = ["https://astanatimes.com/feed/"]
