from newsarchive import OutletSpider


class UkrinformUk(OutletSpider):
    name = "ukrinform_uk"
    title = "Укрінформ"
    home = "https://www.ukrinform.ua/"
    country, language, timezone = "ua", "uk", "Europe/Kyiv"
    feeds = ["https://www.ukrinform.ua/rss/block-lastnews"]
