from newsarchive import OutletSpider


class Euobserver(OutletSpider):
    name = "euobserver"
    title = "EUobserver"
    home = "https://euobserver.com/"
    country, language, timezone = "be", "en", "Europe/Brussels"
    feeds = ["https://euobserver.com/rss"]
