from newsarchive import OutletSpider


class LeDevoir(OutletSpider):
    name = "le_devoir"
    title = "Le Devoir"
    home = "https://www.ledevoir.com/"
    country, language, timezone = "ca", "fr", "America/Toronto"
    feeds = ["https://www.ledevoir.com/rss/manchettes.xml"]
    example_url = (
        "https://www.ledevoir.com/politique/montreal/573258/la-fin-des-trottinettes-en-libre-service-a-montreal"
    )
