from newsarchive import OutletSpider


class ZiarulDeGarda(OutletSpider):
    name = "ziarul_de_garda"
    title = "Ziarul de Gardă"
    home = "https://www.zdg.md/"
    country, language, timezone = "md", "ro", "Europe/Chisinau"
    feeds = ["https://www.zdg.md/feed/"]
