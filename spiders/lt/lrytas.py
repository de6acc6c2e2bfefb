from newsarchive import OutletSpider


class Lrytas(OutletSpider):
    name = "lrytas"
    title = "Lietuvos rytas"
    home = "https://www.lrytas.lt/"
    country, language, timezone = "lt", "lt", "Europe/Vilnius"
    feeds = ["https://www.lrytas.lt/rss/"]
