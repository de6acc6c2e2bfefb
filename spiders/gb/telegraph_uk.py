from newsarchive import OutletSpider


class TelegraphUk(OutletSpider):
    name = "telegraph_uk"
    title = "The Telegraph"
    home = "https://www.telegraph.co.uk/"
    country, language, timezone = "gb", "en", "Europe/London"
    kind = "national"
    feeds = ["https://www.telegraph.co.uk/rss.xml"]
    sitemaps = ["https://www.telegraph.co.uk/custom/daily-news/sitemap.xml"]
    example_url = "https://www.telegraph.co.uk/politics/2024/09/16/keir-victoria-starmer-clothes-row-lord-alli/"
