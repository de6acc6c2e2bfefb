from newsarchive import OutletSpider


class RtEs(OutletSpider):
    name = "rt_es"
    title = "RT en Español"
    home = "https://actualidad.rt.com/"
    domains = ["actualidad.rt.com"]
    country, language, timezone = "ru", "es", "Europe/Moscow"
    feeds = ["https://actualidad.rt.com/feeds/all.rss"]
