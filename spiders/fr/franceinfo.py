from newsarchive import OutletSpider


class Franceinfo(OutletSpider):
    name = "franceinfo"
    title = "franceinfo"
    home = "https://www.franceinfo.fr/"
    domains = ["franceinfo.fr", "francetvinfo.fr"]
    country, language, timezone = "fr", "fr", "Europe/Paris"
    feeds = ["https://www.francetvinfo.fr/titres.rss"]
    example_url = "https://www.franceinfo.fr/environnement/biodiversite/protection-des-oceans/unoc-conference-sur-l-ocean/reportage-merous-par-centaines-dialogue-avec-les-pecheurs-la-reserve-marine-de-banyuls-cerbere-un-modele-a-suivre-pour-proteger-la-mer_7273257.html"
