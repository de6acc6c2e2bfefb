from newsarchive import OutletSpider


class ZwanzigMinuten(OutletSpider):
    name = "zwanzig_minuten"
    title = "20 Minuten"
    home = "https://www.20min.ch/"
    country, language, timezone = "ch", "de", "Europe/Zurich"
    sitemaps = ["https://www.20min.ch/sitemaps/de/news.xml"]
    article_urls = ["/story/"]
    example_url = "https://www.20min.ch/story/europaeische-kommission-verfahren-bruessel-prueft-einfluss-von-tiktok-auf-wahlen-103241818"
