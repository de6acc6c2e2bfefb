from newsarchive import OutletSpider


class GlobalVoicesEn(OutletSpider):
    name = "global_voices_en"
    title = "Global Voices"
    home = "https://globalvoices.org/"
    country, language, timezone = None, "en", "Etc/UTC"
    feeds = ["https://globalvoices.org/feed/"]
