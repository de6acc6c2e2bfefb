from newsarchive import OutletSpider


class AlJazeeraEn(OutletSpider):
    name = "al_jazeera_en"
    title = "Al Jazeera English"
    home = "https://www.aljazeera.com/"
    country, language, timezone = "qa", "en", "Asia/Qatar"
    feeds = ["https://www.aljazeera.com/xml/rss/all.xml"]
    example_url = "https://www.aljazeera.com/news/2019/11/service-members-killed-afghanistan-helicopter-crash-191120070028895.html"
