from newsarchive import OutletSpider


class TheNamibian(OutletSpider):
    name = "the_namibian"
    title = "The Namibian"
    home = "https://www.namibian.com.na/"
    country, language, timezone = "na", "en", "Africa/Windhoek"
    feeds = ["https://www.namibian.com.na/feed/"]
    example_url = "https://www.namibian.com.na/mbumba-recountsgeingobs-last-days/"
