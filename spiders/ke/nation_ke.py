from newsarchive import OutletSpider


class NationKe(OutletSpider):
    name = "nation_ke"
    title = "Daily Nation"
    home = "https://nation.africa/kenya"
    country, language, timezone = "ke", "en", "Africa/Nairobi"
    feeds = ["https://nation.africa/kenya/rss.xml"]
