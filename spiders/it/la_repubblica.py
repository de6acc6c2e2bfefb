from newsarchive import OutletSpider


class LaRepubblica(OutletSpider):
    name = "la_repubblica"
    title = "la Repubblica"
    home = "https://www.repubblica.it/"
    country, language, timezone = "it", "it", "Europe/Rome"
    feeds = ["https://www.repubblica.it/rss/homepage/rss2.0.xml"]
    article_urls = [r"/20\d\d/\d\d/\d\d/news/"]
    example_url = (
        "https://roma.repubblica.it/cronaca/2025/01/05/news/laziale_ebreo_striscione_antisemita_tangenziale-423921494/"
    )
