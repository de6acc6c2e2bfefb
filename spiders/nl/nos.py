from newsarchive import OutletSpider


class Nos(OutletSpider):
    name = "nos"
    title = "NOS"
    home = "https://nos.nl/"
    country, language, timezone = "nl", "nl", "Europe/Amsterdam"
    feeds = ["https://feeds.nos.nl/nosnieuwsalgemeen"]
    example_url = (
        "https://nos.nl/artikel/2469555-inflatie-daalt-sterk-naar-4-4-procent-laagste-cijfer-in-anderhalf-jaar"
    )
