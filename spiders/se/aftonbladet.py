from newsarchive import OutletSpider


class Aftonbladet(OutletSpider):
    name = "aftonbladet"
    title = "Aftonbladet"
    home = "https://www.aftonbladet.se/"
    country, language, timezone = "se", "sv", "Europe/Stockholm"
    feeds = ["https://rss.aftonbladet.se/rss2/small/pages/sections/senastenytt/"]
    sitemaps = ["https://www.aftonbladet.se/sitemaps/files/articles-48hrs.xml"]
    article_urls = [r"/a/\w+/"]
    example_url = "https://www.aftonbladet.se/nyheter/a/Ard8wM/hanna-18-forsvunnen-i-uddevalla"
