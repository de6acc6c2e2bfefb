from newsarchive import OutletSpider


class ElComercioPe(OutletSpider):
    name = "el_comercio_pe"
    title = "El Comercio"
    home = "https://elcomercio.pe/"
    country, language, timezone = "pe", "es", "America/Lima"
    feeds = ["https://elcomercio.pe/arc/outboundfeeds/rss/?outputType=xml"]
    example_url = "https://elcomercio.pe/politica/justicia/kenji-fujimori-juicio-contra-excongresista-por-presunta-compra-de-votos-continuara-el-18-de-mayo-pedro-pablo-kuczynski-ppk-fiscalia-rmmn-noticia/"
