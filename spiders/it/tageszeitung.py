from newsarchive import OutletSpider


class Tageszeitung(OutletSpider):
    name = "tageszeitung"
    title = "Die Neue Südtiroler Tageszeitung"
    home = "https://www.tageszeitung.it/"
    country, language, timezone = "it", "de", "Europe/Rome"
    feeds = ["https://www.tageszeitung.it/feed/"]
    example_url = "https://www.tageszeitung.it/2025/04/01/unermuedlicher-einsatz-2/"
