from newsarchive import OutletSpider


class Nettavisen(OutletSpider):
    name = "nettavisen"
    title = "Nettavisen"
    home = "https://www.nettavisen.no/"
    country, language, timezone = "no", "nb", "Europe/Oslo"
    feeds = ["https://www.nettavisen.no/service/rich-rss"]
    example_url = (
        "https://www.nettavisen.no/kjendis/david-eriksen-dukket-opp-da-tone-damli-fodte-darlig-timing/s/5-95-2070077"
    )
