from newsarchive import OutletSpider


class AfpFaktencheck(OutletSpider):
    name = "afp_faktencheck"
    title = "AFP Faktencheck"
    home = "https://faktencheck.afp.com/"
    domains = ["faktencheck.afp.com"]
    country, language, timezone = "de", "de", "Europe/Berlin"
    kind, owner = "agency", "Agence France-Presse"
    sitemaps = ["https://faktencheck.afp.com/sitemap.xml"]
    article_urls = [r"/doc\.afp\.com\."]
    example_url = "https://faktencheck.afp.com/doc.afp.com.B2LA2G3"
