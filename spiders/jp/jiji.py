from newsarchive import OutletSpider


class Jiji(OutletSpider):
    name = "jiji"
    title = "時事通信"
    home = "https://www.jiji.com/"
    country, language, timezone = "jp", "ja", "Asia/Tokyo"
    feeds = ["https://www.jiji.com/rss/ranking.rdf"]
