from newsarchive_outlets.shared.deutsche_welle import DeutscheWelle


class DwDe(DeutscheWelle):
    name = "dw_de"
    title = "Deutsche Welle"
    home = "https://www.dw.com/"
    language = "de"
    feeds = ["https://rss.dw.com/xml/rss-de-all"]
    sitemaps = ["https://www.dw.com/de/news-sitemap.xml"]
    article_urls = [r"dw\.com/de/"]
    example_url = "https://www.dw.com/de/russland-wahl-nadeschdin-setzt-auf-ein-ende-der-putin-%C3%A4ra/a-68117411"
