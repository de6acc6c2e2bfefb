from newsarchive import OutletSpider


class MainichiShimbun(OutletSpider):
    name = "mainichi_shimbun"
    title = "毎日新聞"
    home = "https://mainichi.jp/"
    country, language, timezone = "jp", "ja", "Asia/Tokyo"
    kind = "national"
    feeds = ["https://mainichi.jp/rss/etc/mainichi-flash.rss"]
    example_url = "https://mainichi.jp/articles/20250114/k00/00m/030/335000c"
