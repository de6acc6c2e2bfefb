from newsarchive import OutletSpider


class HvgHu(OutletSpider):
    name = "hvg_hu"
    title = "HVG"
    home = "https://hvg.hu/"
    country, language, timezone = "hu", "hu", "Europe/Budapest"
    feeds = ["https://hvg.hu/rss"]
