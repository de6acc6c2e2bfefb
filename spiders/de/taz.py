from newsarchive import OutletSpider


class Taz(OutletSpider):
    name = "taz"
    title = "taz"
    home = "https://taz.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    kind = "national"
    sitemaps = ["https://taz.de/sitemap-google-news.xml"]
    article_urls = [r"/!\d+"]
    example_url = "https://taz.de/Entwurf-des-Selbstbestimmungsgesetzes/!5928990/"
