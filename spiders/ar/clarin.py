from newsarchive import OutletSpider


class Clarin(OutletSpider):
    name = "clarin"
    title = "Clarín"
    home = "https://www.clarin.com/"
    country, language, timezone = "ar", "es", "America/Argentina/Buenos_Aires"
    feeds = ["https://www.clarin.com/rss/lo-ultimo/"]
    example_url = "https://www.clarin.com/politica/tension-alberto-fernandez-cristina-kirchner-escalo-maximo-nivel_0_h7svjXlK9z.html"
