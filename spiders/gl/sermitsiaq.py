from newsarchive import OutletSpider


class Sermitsiaq(OutletSpider):
    name = "sermitsiaq"
    title = "Sermitsiaq"
    home = "https://www.sermitsiaq.ag/"
    country, language, timezone = "gl", "da", "America/Nuuk"
    sitemaps = ["https://www.sermitsiaq.ag/sitemap.xml"]
    article_urls = [r"/\d{6,}$"]
    example_url = (
        "https://www.sermitsiaq.ag/samfund/mute-b-egede-om-meningsmaling-status-quo-er-ikke-en-mulighed/2192432"
    )
