from newsarchive import OutletSpider


class ProthomAlo(OutletSpider):
    name = "prothom_alo"
    title = "প্রথম আলো"
    home = "https://www.prothomalo.com/"
    country, language, timezone = "bd", "bn", "Asia/Dhaka"
    feeds = ["https://www.prothomalo.com/feed/"]
