from newsarchive import OutletSpider


class TheJournalIe(OutletSpider):
    name = "the_journal_ie"
    title = "The Journal"
    home = "https://www.thejournal.ie/"
    country, language, timezone = "ie", "en", "Europe/Dublin"
    feeds = ["https://www.thejournal.ie/feed/"]
