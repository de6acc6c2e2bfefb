from newsarchive import OutletSpider


class TasnimFa(OutletSpider):
    name = "tasnim_fa"
    title = "خبرگزاری تسنیم"
    home = "https://www.tasnimnews.com/fa"
    country, language, timezone = "ir", "fa", "Asia/Tehran"
    feeds = [
        "https://www.tasnimnews.com/fa/rss/feed/0/8/0/%D9%85%D9%87%D9%85%D8%AA%D8%B1%DB%8C%D9%86-%D8%A7%D8%AE%D8%A8%D8%A7%D8%B1-%D8%AA%D8%B3%D9%86%DB%8C%D9%85"
    ]
