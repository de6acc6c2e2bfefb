from newsarchive import OutletSpider


class TheGlobeAndMail(OutletSpider):
    name = "the_globe_and_mail"
    title = "The Globe and Mail"
    home = "https://www.theglobeandmail.com/"
    country, language, timezone = "ca", "en", "America/Toronto"
    feeds = ["https://www.theglobeandmail.com/arc/outboundfeeds/rss/category/canada/?outputType=xml"]
    sitemaps = ["https://www.theglobeandmail.com/arc/outboundfeeds/news-sitemap-index/?outputType=xml"]
    example_url = "https://www.theglobeandmail.com/business/article-business-brief-nvidias-into-nation-building-we-cool-with-that/"
