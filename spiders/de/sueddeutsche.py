from newsarchive import OutletSpider


class Sueddeutsche(OutletSpider):
    name = "sueddeutsche"
    title = "Süddeutsche Zeitung"
    home = "https://www.sueddeutsche.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    kind = "national"
    feeds = ["https://rss.sueddeutsche.de/alles"]
    example_url = "https://www.sueddeutsche.de/sport/berlin-marathon-hendel-lux.GoPAarjxoHNezv1hVvgdhr"
