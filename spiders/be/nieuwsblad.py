from newsarchive import OutletSpider


class Nieuwsblad(OutletSpider):
    name = "nieuwsblad"
    title = "Nieuwsblad"
    home = "https://www.nieuwsblad.be/"
    country, language, timezone = "be", "nl", "Europe/Brussels"
    feeds = ["https://www.nieuwsblad.be/rss/"]
    sitemaps = ["https://www.nieuwsblad.be/sitemap-news.xml"]
    example_url = "https://www.nieuwsblad.be/cnt/dmf20250202_96887132"
