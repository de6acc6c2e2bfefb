from newsarchive import OutletSpider


class AmarUjala(OutletSpider):
    name = "amar_ujala"
    title = "अमर उजाला"
    home = "https://www.amarujala.com/"
    country, language, timezone = "in", "hi", "Asia/Kolkata"
    feeds = ["https://www.amarujala.com/rss/breaking-news.xml", "https://www.amarujala.com/rss/national.xml"]
