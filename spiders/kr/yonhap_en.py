from newsarchive import OutletSpider


class YonhapEn(OutletSpider):
    name = "yonhap_en"
    title = "Yonhap News Agency (English)"
    home = "https://en.yna.co.kr/"
    domains = ["en.yna.co.kr"]
    country, language, timezone = "kr", "en", "Asia/Seoul"
    feeds = ["https://en.yna.co.kr/RSS/news.xml"]
