from newsarchive import OutletSpider


class SportSchau(OutletSpider):
    name = "sport_schau"
    title = "Sportschau"
    home = "https://www.sportschau.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = ["https://www.sportschau.de/index~rss2.xml"]
    sitemaps = ["https://www.sportschau.de/kompakt-sp-100~news.xml"]
    example_url = "https://www.sportschau.de/fussball/premier-league/rueckschlag-im-titelkampf-liverpool-verliert-bei-everton,nachholspiele-everton-liverpool-100.html"
