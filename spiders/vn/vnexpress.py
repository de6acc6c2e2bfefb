from newsarchive import OutletSpider


class VnExpress(OutletSpider):
    name = "vnexpress"
    title = "VnExpress"
    home = "https://vnexpress.net/"
    country, language, timezone = "vn", "vi", "Asia/Ho_Chi_Minh"
    feeds = [
        "https://vnexpress.net/rss/tin-moi-nhat.rss",
        "https://vnexpress.net/rss/the-gioi.rss",
        "https://vnexpress.net/rss/thoi-su.rss",
        "https://vnexpress.net/rss/kinh-doanh.rss",
    ]
    article_urls = [r"-\d{7,}\.html"]
    example_url = "https://vnexpress.net/dau-bung-keo-dai-phat-hien-ung-thu-lymphoma-ruot-non-4954454.html"
