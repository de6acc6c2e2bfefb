from newsarchive import OutletSpider


class AkipressEn(OutletSpider):
    name = "akipress_en"
    title = "AKIpress (English)"
    home = "https://akipress.com/"
    country, language, timezone = "kg", "en", "Asia/Bishkek"
    feeds = ["https://www.akipress.com/rss/en.rss"]
