from newsarchive import OutletSpider


class TimesOfIsrael(OutletSpider):
    name = "times_of_israel"
    title = "The Times of Israel"
    home = "https://www.timesofisrael.com/"
    country, language, timezone = "il", "en", "Asia/Jerusalem"
    feeds = ["https://www.timesofisrael.com/feed/"]
    example_url = "https://www.timesofisrael.com/state-of-washington-swears-in-first-native-american-jewish-supreme-court-justice/"
