from newsarchive_outlets.shared.deutsche_welle import DeutscheWelle


class DwTr(DeutscheWelle):
    name = "dw_tr"
    title = "Deutsche Welle (Türkçe)"
    home = "https://www.dw.com/tr/"
    language = "tr"
    feeds = ["https://rss.dw.com/xml/rss-tur-all"]
    article_urls = [r"dw\.com/tr/"]
