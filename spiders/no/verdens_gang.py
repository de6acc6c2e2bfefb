from newsarchive import OutletSpider


class VerdensGang(OutletSpider):
    name = "verdens_gang"
    title = "VG"
    home = "https://www.vg.no/"
    country, language, timezone = "no", "nb", "Europe/Oslo"
    sitemaps = ["https://www.vg.no/sitemap/files/articles-48hrs.xml"]
    example_url = "https://www.vg.no/nyheter/innenriks/i/dRwWqB/soeskenbarna-fredrik-dahle-klocke-27-og-vetle-dahle-30-gaar-paa-ski-seiler-padler-og-gaar-til-fots-norge-rundt"
