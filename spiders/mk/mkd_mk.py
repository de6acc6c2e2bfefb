from newsarchive import OutletSpider


class MkdMk(OutletSpider):
    name = "mkd_mk"
    title = "MKD.mk"
    home = "https://www.mkd.mk/"
    country, language, timezone = "mk", "mk", "Europe/Skopje"
    feeds = ["https://www.mkd.mk/feed"]
