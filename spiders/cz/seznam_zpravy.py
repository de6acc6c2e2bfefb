from newsarchive import OutletSpider


class SeznamZpravy(OutletSpider):
    name = "seznam_zpravy"
    title = "Seznam Zprávy"
    home = "https://www.seznamzpravy.cz/"
    country, language, timezone = "cz", "cs", "Europe/Prague"
    feeds = ["https://www.seznamzpravy.cz/rss"]
    sitemaps = ["https://www.seznamzpravy.cz/sitemaps/sitemap_news.xml"]
    example_url = "https://www.seznamzpravy.cz/clanek/ekonomika-b2b-roky-v-duchodu-travi-cesi-po-doktorech-a-zhorsuje-se-to-ukazala-data-293637"
