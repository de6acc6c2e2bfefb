from newsarchive import OutletSpider


class Scmp(OutletSpider):
    name = "scmp"
    title = "South China Morning Post"
    home = "https://www.scmp.com/"
    country, language, timezone = "hk", "en", "Asia/Hong_Kong"
    feeds = ["https://www.scmp.com/rss/91/feed"]
    example_url = "https://www.scmp.com/comment/opinion/article/3046526/taiwanese-president-tsai-ing-wens-political-playbook-should-be"
