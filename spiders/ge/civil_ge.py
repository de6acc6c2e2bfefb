from newsarchive import OutletSpider


class CivilGe(OutletSpider):
    name = "civil_ge"
    title = "Civil Georgia"
    home = "https://civil.ge/"
    country, language, timezone = "ge", "en", "Asia/Tbilisi"
    feeds = ["https://civil.ge/feed/"]
