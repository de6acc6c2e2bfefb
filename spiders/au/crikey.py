from newsarchive import OutletSpider


class Crikey(OutletSpider):
    name = "crikey"
    title = "Crikey"
    home = "https://www.crikey.com.au/"
    country, language, timezone = "au", "en", "Australia/Melbourne"
    feeds = [
        "https://www.crikey.com.au/politics/feed",
        "https://www.crikey.com.au/world/feed",
        "https://www.crikey.com.au/media/feed",
        "https://www.crikey.com.au/business/feed",
    ]
    example_url = "https://www.crikey.com.au/2021/03/05/nuclear-energy-australia-2021/"
