from newsarchive import OutletSpider


class Irrawaddy(OutletSpider):
    name = "irrawaddy"
    title = "The Irrawaddy"
    home = "https://www.irrawaddy.com/"
    country, language, timezone = "mm", "en", "Asia/Yangon"
    feeds = ["https://www.irrawaddy.com/feed/"]
