from newsarchive import OutletSpider


class PoliticoEu(OutletSpider):
    name = "politico_eu"
    title = "Politico Europe"
    home = "https://www.politico.eu/"
    country, language, timezone = "be", "en", "Europe/Brussels"
    feeds = ["https://www.politico.eu/feed/"]
    sitemaps = ["https://www.politico.eu/news-sitemap.xml"]
    article_urls = ["/article/"]
    skip_urls = ["/podcast/"]
    example_url = (
        "https://www.politico.eu/article/catherine-connolly-socialist-critic-nato-eu-poised-win-ireland-presidency/"
    )
