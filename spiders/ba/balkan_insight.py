from newsarchive import OutletSpider


class BalkanInsight(OutletSpider):
    name = "balkan_insight"
    title = "Balkan Insight"
    home = "https://balkaninsight.com/"
    country, language, timezone = "ba", "en", "Europe/Sarajevo"
    feeds = ["https://balkaninsight.com/feed/"]
