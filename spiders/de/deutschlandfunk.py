from newsarchive import OutletSpider


class Deutschlandfunk(OutletSpider):
    name = "deutschlandfunk"
    title = "Deutschlandfunk"
    home = "https://www.deutschlandfunk.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = ["https://www.deutschlandfunk.de/nachrichten-100.rss"]
    example_url = "https://www.deutschlandfunk.de/die-zukunft-der-arbeit-wir-dekorieren-auf-der-titanic-die.911.de.html?dram:article_id=385022"
