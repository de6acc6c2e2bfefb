from newsarchive import OutletSpider


class Fanpage(OutletSpider):
    name = "fanpage"
    title = "Fanpage.it"
    home = "https://www.fanpage.it/"
    country, language, timezone = "it", "it", "Europe/Rome"
    feeds = ["https://www.fanpage.it/feed/"]
