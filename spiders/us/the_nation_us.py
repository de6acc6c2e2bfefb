from newsarchive import OutletSpider


class TheNationUs(OutletSpider):
    name = "the_nation_us"
    title = "The Nation"
    home = "https://www.thenation.com/"
    country, language, timezone = "us", "en", "America/New_York"
    sitemaps = ["https://www.thenation.com/news-sitemap.xml"]
    article_urls = ["/article/"]
    example_url = "https://www.thenation.com/article/activism/teamsters-tdu-ups-iowa/"
