from newsarchive import OutletSpider


class Heise(OutletSpider):
    name = "heise"
    title = "heise online"
    home = "https://www.heise.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = ["https://www.heise.de/rss/heise.rdf"]
    article_urls = [r"-\d{6,}\.html"]
    example_url = (
        "https://www.heise.de/news/Ionos-Phishing-Masche-mit-neuen-EU-Richtlinien-soll-Opfer-ueberzeugen-9691259.html"
    )
