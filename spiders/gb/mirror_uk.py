from newsarchive import OutletSpider


class MirrorUk(OutletSpider):
    name = "mirror_uk"
    title = "Daily Mirror"
    home = "https://www.mirror.co.uk/"
    country, language, timezone = "gb", "en", "Europe/London"
    kind = "national"
    sitemaps = ["https://www.mirror.co.uk/map_news.xml"]
    example_url = "https://www.mirror.co.uk/news/us-news/man-kept-six-women-chained-36501522"
