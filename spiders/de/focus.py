from newsarchive import OutletSpider


class Focus(OutletSpider):
    name = "focus"
    title = "Focus Online"
    home = "https://www.focus.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    sitemaps = ["https://www.focus.de/sitemap_news_ressorts.xml"]
    example_url = "https://www.focus.de/kaufberatung/deals_angebote/may-the-4th-be-with-you-lego-feiert-den-star-wars-tag-mit-neuen-sets-und-exklusiven-geschenken_id_92942238.html"
