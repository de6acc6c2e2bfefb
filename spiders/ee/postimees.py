from newsarchive import OutletSpider


class Postimees(OutletSpider):
    name = "postimees"
    title = "Postimees"
    home = "https://www.postimees.ee/"
    country, language, timezone = "ee", "et", "Europe/Tallinn"
    feeds = ["https://www.postimees.ee/rss/"]
