from newsarchive import OutletSpider


class Lrt(OutletSpider):
    name = "lrt"
    title = "LRT"
    home = "https://www.lrt.lt/"
    country, language, timezone = "lt", "lt", "Europe/Vilnius"
    kind = "public_broadcaster"
    feeds = ["https://www.lrt.lt/?rss"]
    article_urls = ["/naujienos/"]
    example_url = "https://www.lrt.lt/naujienos/nuomones/3/2235273/povilas-aleksandravicius-kodel-judas-isdave-jezu"
