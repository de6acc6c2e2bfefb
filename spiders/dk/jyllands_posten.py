from newsarchive import OutletSpider


class JyllandsPosten(OutletSpider):
    name = "jyllands_posten"
    title = "Jyllands-Posten"
    home = "https://jyllands-posten.dk/"
    country, language, timezone = "dk", "da", "Europe/Copenhagen"
    sitemaps = ["https://jyllands-posten.dk/sitemapindex.xml"]
    article_urls = ["/ECE"]
    example_url = "https://jyllands-posten.dk/jpaarhus/ECE17819867/hun-voksede-op-blandt-narkomaner-blottere-og-boernelokkere-jeg-synes-det-var-en-styrke/"
