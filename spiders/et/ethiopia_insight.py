from newsarchive import OutletSpider


class EthiopiaInsight(OutletSpider):
    name = "ethiopia_insight"
    title = "Ethiopia Insight"
    home = "https://www.ethiopia-insight.com/"
    country, language, timezone = "et", "en", "Africa/Addis_Ababa"
    feeds = ["https://www.ethiopia-insight.com/feed/"]
