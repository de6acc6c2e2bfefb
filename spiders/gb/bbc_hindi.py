from newsarchive_outlets.shared.bbc import BbcService


class BbcHindi(BbcService):
    name = "bbc_hindi"
    title = "BBC News हिन्दी"
    home = "https://www.bbc.com/hindi"
    language = "hi"
    feeds = ["https://feeds.bbci.co.uk/hindi/rss.xml"]
    article_urls = [r"bbc\.com/hindi/"]
