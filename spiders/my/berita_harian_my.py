from newsarchive import OutletSpider


class BeritaHarianMy(OutletSpider):
    name = "berita_harian_my"
    title = "Berita Harian"
    home = "https://www.bharian.com.my/"
    country, language, timezone = "my", "ms", "Asia/Kuala_Lumpur"
    feeds = ["https://www.bharian.com.my/terkini.xml"]
