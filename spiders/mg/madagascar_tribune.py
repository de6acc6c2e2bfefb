from newsarchive import OutletSpider


class MadagascarTribune(OutletSpider):
    name = "madagascar_tribune"
    title = "Madagascar Tribune"
    home = "https://www.madagascar-tribune.com/"
    country, language, timezone = "mg", "fr", "Indian/Antananarivo"
    feeds = ["https://www.madagascar-tribune.com/spip.php?page=backend"]
