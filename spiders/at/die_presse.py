from newsarchive import OutletSpider


class DiePresse(OutletSpider):
    name = "die_presse"
    title = "Die Presse"
    home = "https://www.diepresse.com/"
    country, language, timezone = "at", "de", "Europe/Vienna"
    sitemaps = ["https://www.diepresse.com/news-sitemap"]
    article_urls = [r"/\d{6,}/"]
    example_url = "https://www.diepresse.com/19765800/nennen-wir-ihn-doch-golf-von-nordamerika"
