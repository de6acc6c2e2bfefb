from newsarchive_outlets.shared.deutsche_welle import DeutscheWelle


class DwEn(DeutscheWelle):
    name = "dw_en"
    title = "Deutsche Welle (English)"
    home = "https://www.dw.com/en/"
    language = "en"
    feeds = ["https://rss.dw.com/xml/rss-en-all"]
    sitemaps = ["https://www.dw.com/en/news-sitemap.xml"]
    article_urls = [r"dw\.com/en/"]
