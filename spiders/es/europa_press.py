from newsarchive import OutletSpider


class EuropaPress(OutletSpider):
    name = "europa_press"
    title = "Europa Press"
    home = "https://www.europapress.es/"
    country, language, timezone = "es", "es", "Europe/Madrid"
    kind = "agency"
    feeds = ["https://www.europapress.es/rss/rss.aspx"]
