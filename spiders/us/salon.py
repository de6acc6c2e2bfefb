from newsarchive import OutletSpider


class Salon(OutletSpider):
    name = "salon"
    title = "Salon"
    home = "https://www.salon.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://www.salon.com/feed/"]
    example_url = "https://www.salon.com/2020/01/10/despite-everything-u-s-emissions-dipped-in-2019_partner/"
