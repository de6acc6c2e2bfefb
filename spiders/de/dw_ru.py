from newsarchive_outlets.shared.deutsche_welle import DeutscheWelle


class DwRu(DeutscheWelle):
    name = "dw_ru"
    title = "Deutsche Welle (Русский)"
    home = "https://www.dw.com/ru/"
    language = "ru"
    feeds = ["https://rss.dw.com/xml/rss-ru-all"]
    article_urls = [r"dw\.com/ru/"]
