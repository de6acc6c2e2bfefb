from newsarchive import OutletSpider


class JapanTimes(OutletSpider):
    name = "japan_times"
    title = "The Japan Times"
    home = "https://www.japantimes.co.jp/"
    country, language, timezone = "jp", "en", "Asia/Tokyo"
    kind = "national"
    feeds = ["https://www.japantimes.co.jp/feed/topstories/"]
    example_url = "https://www.japantimes.co.jp/news/2020/02/18/national/crime-legal/6000-surgical-masks-stolen/"
