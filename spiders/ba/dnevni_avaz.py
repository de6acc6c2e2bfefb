from newsarchive import OutletSpider


class DnevniAvaz(OutletSpider):
    name = "dnevni_avaz"
    title = "Dnevni avaz"
    home = "https://avaz.ba/"
    country, language, timezone = "ba", "bs", "Europe/Sarajevo"
    feeds = ["https://avaz.ba/rss"]
