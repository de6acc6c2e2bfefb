from newsarchive import OutletSpider


class PbsNewsHour(OutletSpider):
    name = "pbs_newshour"
    title = "PBS NewsHour"
    home = "https://www.pbs.org/newshour/"
    country, language, timezone = "us", "en", "America/New_York"
    kind = "public_broadcaster"
    feeds = ["https://www.pbs.org/newshour/feeds/rss/headlines"]
    article_urls = ["/newshour/"]
