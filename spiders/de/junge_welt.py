from newsarchive import OutletSpider


class JungeWelt(OutletSpider):
    name = "junge_welt"
    title = "Junge Welt"
    home = "https://www.jungewelt.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = ["https://www.jungewelt.de/feeds/newsticker.rss"]
    article_urls = [r"/artikel/\d+\."]
    example_url = "https://www.jungewelt.de/artikel/474126.nationaler-veteranentag-orden-f%C3%BCrs-morden.html"
