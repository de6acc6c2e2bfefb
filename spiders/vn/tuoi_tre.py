from newsarchive import OutletSpider


class TuoiTre(OutletSpider):
    name = "tuoi_tre"
    title = "Tuổi Trẻ"
    home = "https://tuoitre.vn/"
    country, language, timezone = "vn", "vi", "Asia/Ho_Chi_Minh"
    feeds = ["https://tuoitre.vn/rss/thoi-su.rss"]
