from newsarchive import OutletSpider


class LeFigaro(OutletSpider):
    name = "le_figaro"
    title = "Le Figaro"
    home = "https://www.lefigaro.fr/"
    country, language, timezone = "fr", "fr", "Europe/Paris"
    kind = "national"
    feeds = ["https://www.lefigaro.fr/rss/figaro_actualites.xml", "https://www.lefigaro.fr/rss/figaro_flash-actu.xml"]
    sitemaps = ["https://www.lefigaro.fr/sitemap_news.xml"]
    example_url = "https://www.lefigaro.fr/international/guerre-en-ukraine-deux-morts-dans-des-frappes-russes-dans-le-nord-est-du-pays-20241122"
