from newsarchive import OutletSpider


class Inquirer(OutletSpider):
    name = "inquirer"
    title = "Philippine Daily Inquirer"
    home = "https://www.inquirer.net/"
    country, language, timezone = "ph", "en", "Asia/Manila"
    feeds = ["https://www.inquirer.net/fullfeed"]
    example_url = "https://www.inquirer.net/405941/china-ship-rams-boat-carrying-sick-philippines-soldier/"
