from newsarchive import OutletSpider


class TwentyFourHu(OutletSpider):
    name = "twentyfour_hu"
    title = "24.hu"
    home = "https://24.hu/"
    country, language, timezone = "hu", "hu", "Europe/Budapest"
    feeds = ["https://24.hu/feed/"]
