from newsarchive import OutletSpider


class LbcGroup(OutletSpider):
    name = "lbc_group"
    title = "LBCI لبنان"
    home = "https://www.lbcgroup.tv/"
    country, language, timezone = "lb", "ar", "Asia/Beirut"
    feeds = ["https://www.lbcgroup.tv/Rss/latest-news/ar"]
    example_url = "https://www.lbcgroup.tv/news/lifestyle/898682/%D8%B4%D8%B9%D8%B1-%D9%88%D8%B1%D8%AF%D9%8A-%D9%8A%D9%8F%D8%B4%D8%B9%D9%84-%D8%A7%D9%84%D8%B3%D8%AE%D8%B1%D9%8A%D8%A9-%D9%84%D8%BA%D8%B2-%D9%84%D9%88%D9%86-%D8%B4%D8%B9%D8%B1-%D8%AF%D9%88%D9%86%D8%A7%D9%84%D8%AF-%D8%AA%D8%B1%D8%A7%D9%85%D8%A8-%D9%8A%D8%B1%D8%A8%D9%83-%D8%A7%D9%84%D8%AC%D9%85%D9%87%D9%88%D8%B1-%D9%88%D8%AE%D8%A8%D9%8A%D8%B1-%D9%8A%D8%B4%D8%B1/ar"
