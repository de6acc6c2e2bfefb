from newsarchive import OutletSpider


class PremiumTimesNg(OutletSpider):
    name = "premium_times_ng"
    title = "Premium Times"
    home = "https://www.premiumtimesng.com/"
    country, language, timezone = "ng", "en", "Africa/Lagos"
    feeds = ["https://www.premiumtimesng.com/feed"]
