from newsarchive import OutletSpider


class TuoiTreNews(OutletSpider):
    name = "tuoi_tre_news"
    title = "Tuoi Tre News"
    home = "https://news.tuoitre.vn/"
    domains = ["news.tuoitre.vn"]
    country, language, timezone = "vn", "en", "Asia/Ho_Chi_Minh"
    feeds = ["https://news.tuoitre.vn/rss"]
