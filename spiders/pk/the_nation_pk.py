from newsarchive import OutletSpider


class TheNationPk(OutletSpider):
    name = "the_nation_pk"
    title = "The Nation"
    home = "https://www.nation.com.pk/"
    country, language, timezone = "pk", "en", "Asia/Karachi"
    feeds = ["https://nation.com.pk/rss/top-stories"]
