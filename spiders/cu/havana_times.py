from newsarchive import OutletSpider


class HavanaTimes(OutletSpider):
    name = "havana_times"
    title = "Havana Times"
    home = "https://havanatimes.org/"
    country, language, timezone = "cu", "en", "America/Havana"
    feeds = ["https://havanatimes.org/feed/"]
