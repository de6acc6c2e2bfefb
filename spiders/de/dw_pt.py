from newsarchive_outlets.shared.deutsche_welle import DeutscheWelle


class DwPt(DeutscheWelle):
    name = "dw_pt"
    title = "Deutsche Welle (Português)"
    home = "https://www.dw.com/pt-br/"
    language = "pt-BR"
    feeds = ["https://rss.dw.com/rdf/rss-br-all"]
    article_urls = [r"dw\.com/pt-br/"]
