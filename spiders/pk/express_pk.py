from newsarchive import OutletSpider


class ExpressPk(OutletSpider):
    name = "express_pk"
    title = "ایکسپریس نیوز"
    home = "https://www.express.pk/"
    country, language, timezone = "pk", "ur", "Asia/Karachi"
    feeds = ["https://www.express.pk/feed/"]
