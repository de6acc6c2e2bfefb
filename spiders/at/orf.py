from newsarchive import OutletSpider


class Orf(OutletSpider):
    name = "orf"
    title = "ORF"
    home = "https://www.orf.at/"
    country, language, timezone = "at", "de", "Europe/Vienna"
    kind = "public_broadcaster"
    feeds = ["https://rss.orf.at/news.xml"]
    article_urls = [r"/stories/\d+"]
    example_url = "https://orf.at/stories/3376705/"
