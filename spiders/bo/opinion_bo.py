from newsarchive import OutletSpider


class OpinionBo(OutletSpider):
    name = "opinion_bo"
    title = "Opinión"
    home = "https://www.opinion.com.bo/"
    country, language, timezone = "bo", "es", "America/La_Paz"
    feeds = ["https://www.opinion.com.bo/rss/"]
