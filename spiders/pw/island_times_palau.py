from newsarchive import OutletSpider


class IslandTimesPalau(OutletSpider):
    name = "island_times_palau"
    title = "Island Times"
    home = "https://islandtimes.org/"
    country, language, timezone = "pw", "en", "Pacific/Palau"
    feeds = ["https://islandtimes.org/feed/"]
