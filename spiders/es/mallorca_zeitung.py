from newsarchive import OutletSpider


class MallorcaZeitung(OutletSpider):
    name = "mallorca_zeitung"
    title = "Mallorca Zeitung"
    home = "https://www.mallorcazeitung.es/"
    country, language, timezone = "es", "de", "Europe/Madrid"
    feeds = ["https://www.mallorcazeitung.es/rss/section/28000"]
    sitemaps = ["https://www.mallorcazeitung.es/sitemap_google_news_8d82b.xml"]
    example_url = "https://www.mallorcazeitung.es/aktuelles/2025/03/12/zweite-drogenrazzia-in-palma-innerhalb-48-stunden-115221903.html"
