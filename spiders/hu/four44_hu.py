from newsarchive import OutletSpider


class FourFourFour(OutletSpider):
    name = "four44_hu"
    title = "444"
    home = "https://444.hu/"
    country, language, timezone = "hu", "hu", "Europe/Budapest"
    feeds = ["https://444.hu/feed"]
