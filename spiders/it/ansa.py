from newsarchive import OutletSpider


class Ansa(OutletSpider):
    name = "ansa"
    title = "ANSA"
    home = "https://www.ansa.it/"
    country, language, timezone = "it", "it", "Europe/Rome"
    kind = "agency"
    feeds = ["https://www.ansa.it/sito/ansait_rss.xml", "https://www.ansa.it/sito/notizie/topnews/topnews_rss.xml"]
