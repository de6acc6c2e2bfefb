from newsarchive import OutletSpider


class LesEchos(OutletSpider):
    name = "les_echos"
    title = "Les Echos"
    home = "https://www.lesechos.fr/"
    country, language, timezone = "fr", "fr", "Europe/Paris"
    kind = "national"
    sitemaps = ["https://www.lesechos.fr/sitemap_news.xml"]
    example_url = "https://www.lesechos.fr/monde/enjeux-internationaux/le-fil-info-les-principales-infos-de-ce-jeudi-18-juillet-2108558"
