from newsarchive import OutletSpider


class MiddleEastEye(OutletSpider):
    name = "middle_east_eye"
    title = "Middle East Eye"
    home = "https://www.middleeasteye.net/"
    country, language, timezone = "gb", "en", "Europe/London"
    feeds = ["https://www.middleeasteye.net/rss"]
    example_url = "https://www.middleeasteye.net/opinion/how-top-labour-officials-plotted-bring-down-corbyn"
