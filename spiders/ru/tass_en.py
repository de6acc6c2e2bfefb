from newsarchive import OutletSpider


class TassEn(OutletSpider):
    name = "tass_en"
    title = "TASS (English)"
    home = "https://tass.com/"
    country, language, timezone = "ru", "en", "Europe/Moscow"
    feeds = ["https://tass.com/rss/v2.xml"]
