from newsarchive_outlets.shared.bbc import BbcService


class BbcMundo(BbcService):
    name = "bbc_mundo"
    title = "BBC News Mundo"
    home = "https://www.bbc.com/mundo"
    language = "es"
    feeds = ["https://www.bbc.com/mundo/index.xml"]
    article_urls = [r"bbc\.com/mundo/"]
