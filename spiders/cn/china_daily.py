from newsarchive import OutletSpider


class ChinaDaily(OutletSpider):
    name = "china_daily"
    title = "China Daily"
    home = "https://www.chinadaily.com.cn/"
    country, language, timezone = "cn", "en", "Asia/Shanghai"
    feeds = ["https://www.chinadaily.com.cn/rss/world_rss.xml", "https://www.chinadaily.com.cn/rss/china_rss.xml"]
