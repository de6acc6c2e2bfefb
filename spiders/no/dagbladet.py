from newsarchive import OutletSpider


class Dagbladet(OutletSpider):
    name = "dagbladet"
    title = "Dagbladet"
    home = "https://www.db.no/"
    domains = ["db.no", "dagbladet.no"]
    country, language, timezone = "no", "nb", "Europe/Oslo"
    sitemaps = ["https://www.dagbladet.no/sitemap"]
    example_url = "https://www.dagbladet.no/nyheter/angsten-vil-oke/84057530"
