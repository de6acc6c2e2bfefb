from newsarchive import OutletSpider


class MyJoyOnline(OutletSpider):
    name = "myjoyonline"
    title = "MyJoyOnline"
    home = "https://www.myjoyonline.com/"
    country, language, timezone = "gh", "en", "Africa/Accra"
    feeds = ["https://www.myjoyonline.com/feed/"]
