from newsarchive import OutletSpider


class AnadoluAjansi(OutletSpider):
    name = "anadolu_ajansi"
    title = "Anadolu Ajansı"
    home = "https://www.aa.com.tr/"
    country, language, timezone = "tr", "tr", "Europe/Istanbul"
    kind = "agency"
    feeds = ["https://www.aa.com.tr/tr/rss/default?cat=guncel"]
    article_urls = [r"/tr/.+/\d+"]
    example_url = (
        "https://www.aa.com.tr/tr/ekonomi/turkiyede-elektrikli-arac-sarj-istasyonu-sayisi-11-bini-asti/3529015"
    )
