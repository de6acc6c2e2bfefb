from newsarchive import OutletSpider


class PlazaPublicaGt(OutletSpider):
    name = "plaza_publica_gt"
    title = "Plaza Pública"
    home = "https://www.plazapublica.com.gt/"
    country, language, timezone = "gt", "es", "America/Guatemala"
    feeds = ["https://www.plazapublica.com.gt/rss"]
