from newsarchive import OutletSpider


class EspresoTv(OutletSpider):
    name = "espreso_tv"
    title = "Еспресо"
    home = "https://espreso.tv/"
    country, language, timezone = "ua", "uk", "Europe/Kyiv"
    feeds = ["https://espreso.tv/rss"]
