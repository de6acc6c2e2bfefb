from newsarchive import OutletSpider


class Plus972(OutletSpider):
    name = "plus972"
    title = "+972 Magazine"
    home = "https://www.972mag.com/"
    country, language, timezone = "il", "en", "Asia/Jerusalem"
    feeds = ["https://www.972mag.com/feed/"]
