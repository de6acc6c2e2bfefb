from newsarchive_outlets.shared.bbc import BbcService


class BbcPersian(BbcService):
    name = "bbc_persian"
    title = "BBC News فارسی"
    home = "https://www.bbc.com/persian"
    language = "fa"
    feeds = ["https://feeds.bbci.co.uk/persian/rss.xml"]
    article_urls = [r"bbc\.com/persian/"]
