from newsarchive_outlets.shared.bbc import BbcService


class BbcRussian(BbcService):
    name = "bbc_russian"
    title = "BBC News Русская служба"
    home = "https://www.bbc.com/russian"
    language = "ru"
    feeds = ["https://feeds.bbci.co.uk/russian/rss.xml"]
    article_urls = [r"bbc\.com/russian/"]
