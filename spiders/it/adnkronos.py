from newsarchive import OutletSpider


class Adnkronos(OutletSpider):
    name = "adnkronos"
    title = "Adnkronos"
    home = "https://www.adnkronos.com/"
    country, language, timezone = "it", "it", "Europe/Rome"
    feeds = ["https://rss.adnkronos.com/RSS_PrimaPagina.xml"]
