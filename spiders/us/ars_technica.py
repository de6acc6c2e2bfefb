from newsarchive import OutletSpider


class ArsTechnica(OutletSpider):
    name = "ars_technica"
    title = "Ars Technica"
    home = "https://arstechnica.com/"
    country, language, timezone = "us", "en", "America/New_York"
    owner = "Condé Nast"
    feeds = ["https://feeds.arstechnica.com/arstechnica/index"]
    example_url = (
        "https://arstechnica.com/features/2020/10/the-space-operating-systems-booting-up-where-no-one-has-gone-before"
    )
