from newsarchive import OutletSpider


class BusinessInsiderDe(OutletSpider):
    name = "business_insider_de"
    title = "Business Insider Deutschland"
    home = "https://www.businessinsider.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = ["https://www.businessinsider.de/feed/businessinsider-alle-artikel"]
    sitemaps = ["https://www.businessinsider.de/news-sitemap.xml"]
    example_url = "https://www.businessinsider.de/wirtschaft/international-business/wie-gross-ist-evergrande-chinas-sterbender-immobilienriese/"
