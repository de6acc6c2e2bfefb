from newsarchive import OutletSpider


class TheSunUk(OutletSpider):
    name = "the_sun_uk"
    title = "The Sun"
    home = "https://www.thesun.co.uk/"
    country, language, timezone = "gb", "en", "Europe/London"
    kind = "national"
    sitemaps = ["https://www.thesun.co.uk/news-sitemap.xml"]
    skip_urls = ["sun-bingo", "web-stories"]
    example_url = "https://www.thesun.co.uk/sport/12603994/phil-foden-girlfriend-rebecca-cooke/"
