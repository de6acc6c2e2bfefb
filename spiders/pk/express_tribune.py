from newsarchive import OutletSpider


class ExpressTribune(OutletSpider):
    name = "express_tribune"
    title = "The Express Tribune"
    home = "https://tribune.com.pk/"
    country, language, timezone = "pk", "en", "Asia/Karachi"
    feeds = ["https://tribune.com.pk/feed/home"]
