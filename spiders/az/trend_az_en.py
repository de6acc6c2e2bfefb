from newsarchive import OutletSpider


class TrendAzEn(OutletSpider):
    name = "trend_az_en"
    title = "Trend News Agency (English)"
    home = "https://en.trend.az/"
    domains = ["en.trend.az"]
    country, language, timezone = "az", "en", "Asia/Baku"
    feeds = ["https://en.trend.az/feeds/index.rss"]
