from newsarchive import OutletSpider


class RheinischePost(OutletSpider):
    name = "rheinische_post"
    title = "Rheinische Post"
    home = "https://rp-online.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = ["https://rp-online.de/feed.rss"]
    sitemaps = ["https://rp-online.de/sitemap-news.xml"]
    example_url = "https://rp-online.de/nrw/landespolitik/kuenstliche-intelligenz-in-der-schule-kinder-werden-schneller-und-erfolgreicher_aid-107992075"
