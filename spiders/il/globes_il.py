from newsarchive import OutletSpider


class GlobesIl(OutletSpider):
    name = "globes_il"
    title = "גלובס"
    home = "https://www.globes.co.il/"
    country, language, timezone = "il", "he", "Asia/Jerusalem"
    feeds = ["https://www.globes.co.il/webservice/rss/rssfeeder.asmx/FeederNode?iID=594"]
