from newsarchive import OutletSpider


class Golem(OutletSpider):
    name = "golem"
    title = "Golem.de"
    home = "https://www.golem.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = ["https://www.golem.de/rss"]
    example_url = (
        "https://www.golem.de/news/akkutechnik-hat-quantumscape-genug-akkus-fuer-ein-motorrad-gebaut-2509-199920.html"
    )
