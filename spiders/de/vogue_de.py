from newsarchive import OutletSpider


class VogueDe(OutletSpider):
    name = "vogue_de"
    title = "VOGUE Germany"
    home = "https://www.vogue.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    kind = "magazine"
    feeds = ["https://www.vogue.de/feed/rss"]
    sitemaps = ["https://www.vogue.de/feed/sitemap-news/sitemap-google-news"]
    example_url = "https://www.vogue.de/artikel/kate-moss-cover-model-interview"
