from newsarchive import OutletSpider


class LaVanguardia(OutletSpider):
    name = "la_vanguardia"
    title = "La Vanguardia"
    home = "https://www.lavanguardia.com/"
    country, language, timezone = "es", "es", "Europe/Madrid"
    feeds = ["https://www.lavanguardia.com/rss/home.xml", "https://www.lavanguardia.com/rss/internacional.xml"]
    sitemaps = [
        "https://www.lavanguardia.com/sitemap-google-news.xml",
        "https://www.lavanguardia.com/sitemap-news-agencias.xml",
    ]
    article_urls = [r"/20\d{6}/\d+/"]
    example_url = "https://www.lavanguardia.com/politica/20250113/10277301/juez-cita-investigado-fiscal-general-revelar-datos-pareja-diaz-ayuso.html"
