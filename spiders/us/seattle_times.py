from newsarchive import OutletSpider


class SeattleTimes(OutletSpider):
    name = "seattle_times"
    title = "The Seattle Times"
    home = "https://www.seattletimes.com/"
    country, language, timezone = "us", "en", "America/Los_Angeles"
    feeds = [
        "https://www.seattletimes.com/seattle-news/feed/",
        "https://www.seattletimes.com/nation-world/feed/",
        "https://www.seattletimes.com/business/feed/",
        "https://www.seattletimes.com/life/feed/",
    ]
    example_url = (
        "https://www.seattletimes.com/nation-world/nation/ex-cia-engineer-tells-judge-hes-incarcerated-like-an-animal/"
    )
