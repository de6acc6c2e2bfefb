from newsarchive import OutletSpider


class TheMoscowTimes(OutletSpider):
    name = "the_moscow_times"
    title = "The Moscow Times"
    home = "https://www.themoscowtimes.com/"
    country, language, timezone = "nl", "en", "Europe/Amsterdam"
    feeds = ["https://www.themoscowtimes.com/rss/news"]
