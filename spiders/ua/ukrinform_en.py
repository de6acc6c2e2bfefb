from newsarchive import OutletSpider


class UkrinformEn(OutletSpider):
    name = "ukrinform_en"
    title = "Ukrinform (English)"
    home = "https://www.ukrinform.net/"
    country, language, timezone = "ua", "en", "Europe/Kyiv"
    feeds = ["https://www.ukrinform.net/rss/block-lastnews"]
