from newsarchive import OutletSpider


class Ilanga(OutletSpider):
    name = "ilanga"
    title = "Ilanga"
    home = "https://www.ilanganews.co.za/"
    country, language, timezone = "za", "zu", "Africa/Johannesburg"
    feeds = ["https://ilanganews.co.za/feed/"]
    example_url = (
        "https://ilanganews.co.za/ikhansela-lisola-uthishanhloko-ngezimbuzi-zalo-ezifohla-zidle-i-rice-lesikole-zife/"
    )
