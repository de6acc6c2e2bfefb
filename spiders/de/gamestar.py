from newsarchive import OutletSpider


class GameStar(OutletSpider):
    name = "gamestar"
    title = "GameStar"
    home = "https://www.gamestar.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    sitemaps = ["https://www.gamestar.de/sitemapnews.xml"]
    example_url = "https://www.gamestar.de/artikel/samsung-unpacked-2024-juli-leak,3412544.html"
