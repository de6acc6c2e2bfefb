from newsarchive import OutletSpider


class Suspilne(OutletSpider):
    name = "suspilne"
    title = "Суспільне Новини"
    home = "https://suspilne.media/"
    country, language, timezone = "ua", "uk", "Europe/Kyiv"
    feeds = ["https://suspilne.media/rss/all.rss"]
