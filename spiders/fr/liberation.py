from newsarchive import OutletSpider


class Liberation(OutletSpider):
    name = "liberation"
    title = "Libération"
    home = "https://www.liberation.fr/"
    country, language, timezone = "fr", "fr", "Europe/Paris"
    kind = "national"
    feeds = ["https://www.liberation.fr/arc/outboundfeeds/rss-all/?outputType=xml"]
    example_url = "https://www.liberation.fr/economie/transports/le-nombre-de-francais-qui-se-deplacent-regulierement-a-velo-a-augmente-de-48-en-cinq-ans-20240514_MCTAGIHEWVC63H56OAY4NPXT4M/"
