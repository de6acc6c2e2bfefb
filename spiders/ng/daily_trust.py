from newsarchive import OutletSpider


class DailyTrust(OutletSpider):
    name = "daily_trust"
    title = "Daily Trust"
    home = "https://dailytrust.com/"
    country, language, timezone = "ng", "en", "Africa/Lagos"
    feeds = ["https://dailytrust.com/feed/"]
