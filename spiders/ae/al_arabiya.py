from newsarchive import OutletSpider


class AlArabiya(OutletSpider):
    name = "al_arabiya"
    title = "العربية"
    home = "https://www.alarabiya.net/"
    country, language, timezone = "ae", "ar", "Asia/Dubai"
    feeds = ["https://www.alarabiya.net/tools/mrss/?cat=main"]
