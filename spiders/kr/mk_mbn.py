from newsarchive import OutletSpider


class MkMbn(OutletSpider):
    name = "mk_mbn"
    title = "매일경제"
    home = "https://www.mk.co.kr/"
    country, language, timezone = "kr", "ko", "Asia/Seoul"
    sitemaps = ["https://www.mk.co.kr/sitemap/latest-articles/"]
    example_url = "https://www.mk.co.kr/news/politics/11333783"
