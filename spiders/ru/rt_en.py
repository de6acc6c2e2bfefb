from newsarchive import OutletSpider


class RtEn(OutletSpider):
    name = "rt_en"
    title = "RT"
    home = "https://www.rt.com/"
    domains = ["www.rt.com"]
    country, language, timezone = "ru", "en", "Europe/Moscow"
    feeds = ["https://www.rt.com/rss/"]
    example_url = "https://www.rt.com/news/473849-3-morales-supporters-killed-bolivia/"
