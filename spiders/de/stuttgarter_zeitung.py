from newsarchive import OutletSpider


class StuttgarterZeitung(OutletSpider):
    name = "stuttgarter_zeitung"
    title = "Stuttgarter Zeitung"
    home = "https://www.stuttgarter-zeitung.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    sitemaps = ["https://www.stuttgarter-zeitung.de/sitemap-news.xml"]
    example_url = (
        "https://www.stuttgarter-zeitung.de/lokales/stuttgart/stuttgart-hats-drauf-stadt-der-superlative-79290836.html"
    )
