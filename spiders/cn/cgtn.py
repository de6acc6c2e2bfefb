from newsarchive import OutletSpider


class Cgtn(OutletSpider):
    name = "cgtn"
    title = "CGTN"
    home = "https://www.cgtn.com/"
    country, language, timezone = "cn", "en", "Asia/Shanghai"
    feeds = [
        "https://www.cgtn.com/subscribe/rss/section/world.xml",
        "https://www.cgtn.com/subscribe/rss/section/china.xml",
    ]
