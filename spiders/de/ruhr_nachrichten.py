from newsarchive import OutletSpider


class RuhrNachrichten(OutletSpider):
    name = "ruhr_nachrichten"
    title = "Ruhr Nachrichten"
    home = "https://www.ruhrnachrichten.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = ["https://www.ruhrnachrichten.de/service/feed/"]
    sitemaps = ["https://www.ruhrnachrichten.de/news-sitemap.xml"]
    example_url = "https://www.ruhrnachrichten.de/service/eisheiligen-2024-wann-namen-wetter-prognose-bauernregeln-w876709-2001195551/"
