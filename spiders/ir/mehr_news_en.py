from newsarchive import OutletSpider


class MehrNewsEn(OutletSpider):
    name = "mehr_news_en"
    title = "Mehr News Agency (English)"
    home = "https://en.mehrnews.com/"
    domains = ["en.mehrnews.com"]
    country, language, timezone = "ir", "en", "Asia/Tehran"
    kind = "agency"
    feeds = ["https://en.mehrnews.com/rss"]
