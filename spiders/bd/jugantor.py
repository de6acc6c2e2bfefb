from newsarchive import OutletSpider


class Jugantor(OutletSpider):
    name = "jugantor"
    title = "যুগান্তর"
    home = "https://www.jugantor.com/"
    country, language, timezone = "bd", "bn", "Asia/Dhaka"
    feeds = ["https://www.jugantor.com/feed/rss.xml"]
