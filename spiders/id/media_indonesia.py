from newsarchive import OutletSpider


class MediaIndonesia(OutletSpider):
    name = "media_indonesia"
    title = "Media Indonesia"
    home = "https://mediaindonesia.com/"
    country, language, timezone = "id", "id", "Asia/Jakarta"
    sitemaps = ["https://mediaindonesia.com/sitemap.xml"]
    article_urls = [r"/\d{5,}/"]
    example_url = "https://mediaindonesia.com/ekonomi/851796/dari-petani-hingga-pendidik-bangsa-begini-pesan-kuat-di-wisuda-igi-school-of-economics-jakarta-2025"
