from newsarchive import OutletSpider


class AifRu(OutletSpider):
    name = "aif_ru"
    title = "Аргументы и факты"
    home = "https://aif.ru/"
    country, language, timezone = "ru", "ru", "Europe/Moscow"
    feeds = ["https://aif.ru/rss/politics.php", "https://aif.ru/rss/society.php", "https://aif.ru/rss/culture.php"]
    example_url = "https://aif.ru/society/law/chto_za_zakonoproekt_o_lishenii_svobody_za_klevetu_v_seti"
