from newsarchive import OutletSpider


class LaStampa(OutletSpider):
    name = "la_stampa"
    title = "La Stampa"
    home = "https://www.lastampa.it/"
    country, language, timezone = "it", "it", "Europe/Rome"
    feeds = ["https://www.lastampa.it/rss.xml"]
    example_url = "https://www.lastampa.it/cronaca/2020/02/19/news/temperature-in-calo-in-tutta-italia-attesa-neve-sull-appennino-1.38487954"
