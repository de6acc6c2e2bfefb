from newsarchive import OutletSpider


class ZiarulFinanciar(OutletSpider):
    name = "ziarul_financiar"
    title = "Ziarul Financiar"
    home = "https://www.zf.ro/"
    country, language, timezone = "ro", "ro", "Europe/Bucharest"
    feeds = ["https://www.zf.ro/rss.xml"]
