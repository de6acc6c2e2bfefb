from newsarchive import OutletSpider


class KleineZeitung(OutletSpider):
    name = "kleine_zeitung"
    title = "Kleine Zeitung"
    home = "https://www.kleinezeitung.at/"
    country, language, timezone = "at", "de", "Europe/Vienna"
    sitemaps = ["https://www.kleinezeitung.at/news-sitemap"]
    article_urls = [r"/\d{6,}/"]
    example_url = "https://www.kleinezeitung.at/kaernten/osttirol/19852382/osttiroler-kinder-und-senioren-erlebten-ruhigen-aber-heissen-montag"
