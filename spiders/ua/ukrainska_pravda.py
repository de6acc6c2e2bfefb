from newsarchive import OutletSpider


class UkrainskaPravda(OutletSpider):
    name = "ukrainska_pravda"
    title = "Українська правда"
    home = "https://www.pravda.com.ua/"
    country, language, timezone = "ua", "uk", "Europe/Kyiv"
    feeds = ["https://www.pravda.com.ua/rss/"]
    skip_urls = ["/(rus|eng)/"]
