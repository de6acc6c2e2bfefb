from newsarchive import OutletSpider


class Rtvslo(OutletSpider):
    name = "rtvslo"
    title = "RTV Slovenija (MMC)"
    home = "https://www.rtvslo.si/"
    country, language, timezone = "si", "sl", "Europe/Ljubljana"
    feeds = ["https://www.rtvslo.si/feeds/01.xml"]
