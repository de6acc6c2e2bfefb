from newsarchive import OutletSpider


class Loksatta(OutletSpider):
    name = "loksatta"
    title = "लोकसत्ता"
    home = "https://www.loksatta.com/"
    country, language, timezone = "in", "mr", "Asia/Kolkata"
    feeds = ["https://www.loksatta.com/desh-videsh/feed/", "https://www.loksatta.com/maharashtra/feed/"]
