from newsarchive import OutletSpider


class NewsmakerMd(OutletSpider):
    name = "newsmaker_md"
    title = "NewsMaker"
    home = "https://newsmaker.md/"
    country, language, timezone = "md", "ru", "Europe/Chisinau"
    feeds = ["https://newsmaker.md/feed"]
