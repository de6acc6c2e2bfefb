from newsarchive import OutletSpider


class LeMonde(OutletSpider):
    name = "le_monde"
    title = "Le Monde"
    home = "https://www.lemonde.fr/"
    country, language, timezone = "fr", "fr", "Europe/Paris"
    kind = "national"
    feeds = ["https://www.lemonde.fr/rss/une.xml"]
    sitemaps = ["https://www.lemonde.fr/sitemap_news.xml"]
    skip_urls = [r"lemonde\.fr/en/"]
    example_url = "https://www.lemonde.fr/politique/article/2023/08/30/sophie-binet-met-en-garde-emmanuel-macron-sur-la-gravite-de-la-situation-dans-le-pays_6187099_823448.html"
