from newsarchive_outlets.shared.bbc import BbcService


class BbcPidgin(BbcService):
    name = "bbc_pidgin"
    title = "BBC News Pidgin"
    home = "https://www.bbc.com/pidgin"
    language, timezone = "pcm", "Africa/Lagos"
    feeds = ["https://feeds.bbci.co.uk/pidgin/rss.xml"]
    article_urls = [r"bbc\.com/pidgin/"]
