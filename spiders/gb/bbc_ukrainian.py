from newsarchive_outlets.shared.bbc import BbcService


class BbcUkrainian(BbcService):
    name = "bbc_ukrainian"
    title = "BBC News Україна"
    home = "https://www.bbc.com/ukrainian"
    language = "uk"
    feeds = ["https://feeds.bbci.co.uk/ukrainian/rss.xml"]
    article_urls = [r"bbc\.com/ukrainian/"]
