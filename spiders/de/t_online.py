from newsarchive import OutletSpider


class TOnline(OutletSpider):
    name = "t_online"
    title = "t-online"
    home = "https://www.t-online.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = [
        "https://www.t-online.de/nachrichten/feed.rss",
        "https://www.t-online.de/finanzen/feed.rss",
        "https://www.t-online.de/sport/feed.rss",
        "https://www.t-online.de/unterhaltung/feed.rss",
    ]
    example_url = "https://www.t-online.de/nachrichten/ausland/internationale-politik/id_101214182/trump-postet-nach-kritik-an-papst-leo-naechstes-ki-foto-mit-jesus.html"
