from newsarchive_outlets.shared.bbc import BbcService


class BbcAfrique(BbcService):
    name = "bbc_afrique"
    title = "BBC News Afrique"
    home = "https://www.bbc.com/afrique"
    language = "fr"
    feeds = ["https://www.bbc.com/afrique/index.xml"]
    article_urls = [r"bbc\.com/afrique/"]
