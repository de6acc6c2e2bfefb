from newsarchive import OutletSpider


class ActualiteCd(OutletSpider):
    name = "actualite_cd"
    title = "Actualite.cd"
    home = "https://actualite.cd/"
    country, language, timezone = "cd", "fr", "Africa/Kinshasa"
    feeds = ["https://actualite.cd/feed"]
