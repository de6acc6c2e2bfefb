from newsarchive import OutletSpider


class GujaratSamachar(OutletSpider):
    name = "gujarat_samachar"
    title = "ગુજરાત સમાચાર"
    home = "https://www.gujaratsamachar.com/"
    country, language, timezone = "in", "gu", "Asia/Kolkata"
    feeds = ["https://www.gujaratsamachar.com/rss/top-stories"]
