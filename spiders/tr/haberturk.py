from newsarchive import OutletSpider


class Haberturk(OutletSpider):
    name = "haberturk"
    title = "Habertürk"
    home = "https://www.haberturk.com/"
    country, language, timezone = "tr", "tr", "Europe/Istanbul"
    sitemaps = ["https://www.haberturk.com/sitemap_google_news.xml"]
    example_url = "https://www.haberturk.com/turkiye-de-orman-yanginlari-yanginlarda-son-durum-guncel-haberler-3700095"
