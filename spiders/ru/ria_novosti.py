from newsarchive import OutletSpider


class RiaNovosti(OutletSpider):
    name = "ria_novosti"
    title = "РИА Новости"
    home = "https://ria.ru/"
    country, language, timezone = "ru", "ru", "Europe/Moscow"
    feeds = ["https://ria.ru/export/rss2/index.xml"]
