from newsarchive import OutletSpider


class RtlLu(OutletSpider):
    name = "rtl_lu"
    title = "RTL Lëtzebuerg"
    home = "https://www.rtl.lu/"
    country, language, timezone = "lu", "lb", "Europe/Luxembourg"
    feeds = ["https://rtl.lu/rss/headlines"]
