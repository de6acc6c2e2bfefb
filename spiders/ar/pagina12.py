from newsarchive import OutletSpider


class Pagina12(OutletSpider):
    name = "pagina12"
    title = "Página|12"
    home = "https://www.pagina12.com.ar/"
    country, language, timezone = "ar", "es", "America/Argentina/Buenos_Aires"
    feeds = ["https://www.pagina12.com.ar/arc/outboundfeeds/rss/edicion-impresa"]
    example_url = "https://www.pagina12.com.ar/419327-la-corte-suprema-no-imparte-justicia-sino-injusticia"
