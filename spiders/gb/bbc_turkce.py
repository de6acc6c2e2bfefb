from newsarchive_outlets.shared.bbc import BbcService


class BbcTurkce(BbcService):
    name = "bbc_turkce"
    title = "BBC News Türkçe"
    home = "https://www.bbc.com/turkce"
    language = "tr"
    feeds = ["https://feeds.bbci.co.uk/turkce/rss.xml"]
    article_urls = [r"bbc\.com/turkce/"]
