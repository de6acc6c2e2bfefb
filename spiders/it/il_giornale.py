from newsarchive import OutletSpider


class IlGiornale(OutletSpider):
    name = "il_giornale"
    title = "il Giornale"
    home = "https://www.ilgiornale.it/"
    country, language, timezone = "it", "it", "Europe/Rome"
    feeds = ["https://www.ilgiornale.it/feed.xml"]
    sitemaps = ["https://www.ilgiornale.it/sitemap/google-news.xml"]
    example_url = "https://www.ilgiornale.it/news/difesa/i-jet-russi-accendono-i-motori-norad-che-dispiega-aerei-nell-2432841.html"
