"""From an invented site to the facts of its outlet, without a network."""

import asyncio
import re
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta

import pytest

from newsarchive.errors import DraftError
from newsarchive.outlet import Outlet
from newsarchive.outlet_tools.draft.new_outlet import Draft, DraftOptions, draft_from, refuse_known
from newsarchive.outlet_tools.draft.report import report_lines
from newsarchive.outlet_tools.draft.survey import survey_site
from tests.outlet_tools.site_builder import NOW, Plan, Site, build, index, news_sitemap, rss, stories_of, urlset


def drafted(site: Site, url: str | None = None, **options: str) -> Draft:
    survey = asyncio.run(survey_site(site, url or site.home))
    return draft_from(survey, DraftOptions(**options), NOW)


def dated(number: int, slug: str, at) -> str:
    return f"/{at:%Y/%m/%d}/{slug}/"


def odd_feed() -> tuple[Site, dict]:
    plan = Plan(
        "https://haverlehti.fi/",
        "fi",
        2,
        lambda n, s, at: f"/uutiset/{n}-{s}",
        foot='<a href="/x/syote.php?laji=kaikki">RSS</a>',
        section=lambda name: f"/aihealue/{name}",
        tag=lambda name: f"/avainsana/{name}",
        author=lambda name: f"/kirjoittaja/{name}",
    )
    site = build(plan)
    site.put("/x/syote.php?laji=kaikki", rss(site, plan, stories_of(plan)), "application/rss+xml")
    return site, {
        "feeds": ("https://haverlehti.fi/x/syote.php?laji=kaikki",),
        "language": "fi",
        "timezone": "Europe/Helsinki",
    }


def dead_feed() -> tuple[Site, dict]:
    plan = Plan(
        "https://gazeta.example/",
        "pl",
        1,
        dated,
        head='<link rel="alternate" type="application/rss+xml" href="/old.xml">',
    )
    site = build(plan)
    site.put("/old.xml", rss(site, plan, stories_of(plan)[:2], shift=timedelta(days=900)), "application/rss+xml")
    site.put("/feed", rss(site, plan, stories_of(plan)), "application/rss+xml")
    return site, {"feeds": ("https://gazeta.example/feed",), "language": "pl", "timezone": "Europe/Warsaw"}


def news_sitemap_only() -> tuple[Site, dict]:
    plan = Plan("https://hafenbote.example/", "de", 1, lambda n, s, at: f"/{('local', 'sport')[n % 2]}/{s}-{n}.html")
    site = build(plan)
    site.robots = "User-agent: *\nSitemap: https://hafenbote.example/s/news.xml\n"
    site.put("/s/news.xml", news_sitemap(site, stories_of(plan)), "application/xml")
    return site, {
        "feeds": (),
        "sitemaps": ("https://hafenbote.example/s/news.xml",),
        "language": "de",
        "timezone": "Europe/Berlin",
    }


def home_only() -> tuple[Site, dict]:
    plan = Plan("https://liman.example/", "tr", 3, lambda n, s, at: f"/{('local', 'sport')[n % 2]}/{s}", claims=False)
    return build(plan), {"feeds": (), "sitemaps": (), "language": "tr", "timezone": "Europe/Istanbul"}


def old_index() -> tuple[Site, dict]:
    plan = Plan("https://puerto.example/", "es", 1, lambda n, s, at: f"/noticias/{at:%Y-%m-%d}/{s}")
    site = build(plan)
    months = [NOW - timedelta(days=30 * n) for n in range(120)]
    rows = [(f"/sitemap-{at:%Y-%m}.xml", at) for at in months]
    site.robots = "User-agent: *\nSitemap: https://puerto.example/sitemap-index.xml\n"
    site.put("/sitemap-index.xml", index(site, rows), "application/xml")
    for path, at in rows[1:]:
        site.put(path, urlset(site, [(f"/noticias/{at:%Y-%m-%d}/old-{n}", at) for n in range(5)]), "application/xml")
    site.put(rows[0][0], urlset(site, [(story.path, story.at) for story in stories_of(plan)]), "application/xml")
    return site, {
        "feeds": (),
        "sitemaps": ("https://puerto.example/sitemap-index.xml",),
        "language": "es",
        "timezone": "Europe/Madrid",
    }


def html_rss() -> tuple[Site, dict]:
    plan = Plan("https://porto.example/", "pt", -3, lambda n, s, at: f"/{s}-{n}", html_lang="pt-BR")
    site = build(plan)
    site.put(
        "/rss",
        "<html><body><h1>RSS</h1><a href='/rss/tudo.xml'>Tudo</a><a href='/rss/esporte.xml'>Esporte</a></body></html>",
    )
    site.put("/rss/tudo.xml", rss(site, plan, stories_of(plan)), "application/rss+xml")
    site.put("/rss/esporte.xml", rss(site, plan, stories_of(plan)[::3]), "application/rss+xml")
    return site, {"feeds": ("https://porto.example/rss/tudo.xml",), "language": "pt", "timezone": "America/Sao_Paulo"}


def articles_at_the_root() -> tuple[Site, dict]:
    plan = Plan(
        "https://rivertownpost.co.uk/",
        "en",
        0,
        lambda n, s, at: f"/{s}",
        section=lambda name: f"/{name}",
        head='<link rel="alternate" type="application/atom+xml" href="/feed.xml">',
    )
    site = build(plan)
    site.put("/feed.xml", rss(site, plan, stories_of(plan)), "application/rss+xml")
    return site, {"feeds": ("https://rivertownpost.co.uk/feed.xml",), "language": "en", "timezone": "Europe/London"}


def query_ids() -> tuple[Site, dict]:
    plan = Plan(
        "http://127.0.0.1:8012/",
        "cs",
        1,
        lambda n, s, at: f"/index.php?page=clanek&id={n}",
        section=lambda name: f"/index.php?page=rubrika&id={len(name)}",
        tag=lambda name: f"/index.php?page=stitek&id={len(name)}",
        author=lambda name: f"/index.php?page=autor&id={name}",
        video=lambda n, s: f"/index.php?page=film&id={n}",
        head='<link rel="alternate" type="application/rss+xml" href="/rss.php">',
    )
    site = build(plan)
    site.put("/rss.php", rss(site, plan, stories_of(plan)).replace("&id", "&amp;id"), "application/rss+xml")
    return site, {"feeds": ("http://127.0.0.1:8012/rss.php",), "language": "cs", "timezone": "Europe/Prague"}


def two_languages() -> tuple[Site, dict]:
    plan = Plan(
        "https://skargard.example/",
        "sv",
        2,
        lambda n, s, at: f"/a/{n}",
        head='<link rel="alternate" type="application/rss+xml" href="/sv/rss.xml">',
    )
    site = build(plan, parts={"sv": "/sv", "fi": "/fi"})
    site.answers[site.home] = site.answers[site.url("/sv/")]
    site.put("/sv/rss.xml", rss(site, plan, stories_of(plan, "sv", "/sv")), "application/rss+xml")
    site.put("/fi/rss.xml", rss(site, plan, stories_of(plan, "fi", "/fi")[:10]), "application/rss+xml")
    return site, {"feeds": ("https://skargard.example/sv/rss.xml",), "language": "sv"}


def paywalled() -> tuple[Site, dict]:
    gate = '<div class="paywall"><p>この記事は有料会員限定です。残り1200文字</p></div>'
    plan = Plan(
        "https://minato-shimbun.jp/",
        "ja",
        9,
        lambda n, s, at: f"/articles/AS{n}K.html",
        sentences=1,
        repeated=gate,
        head='<link rel="alternate" type="application/rss+xml" href="/rss/index.rdf">',
    )
    site = build(plan)
    site.put("/rss/index.rdf", rss(site, plan, stories_of(plan)), "application/rss+xml")
    expected = {"feeds": ("https://minato-shimbun.jp/rss/index.rdf",), "language": "ja", "timezone": "Asia/Tokyo"}
    return site, {**expected, "country": "jp"}


SITES = [
    odd_feed,
    dead_feed,
    news_sitemap_only,
    home_only,
    old_index,
    html_rss,
    articles_at_the_root,
    query_ids,
    two_languages,
    paywalled,
]


@pytest.mark.parametrize("make", SITES, ids=lambda make: make.__name__.replace("_", " "))
def test_a_site_gives_the_right_outlet(make):
    site, expected = make()
    draft = drafted(site)
    outlet = draft.outlet
    assert {name: getattr(outlet, name) for name in expected} == expected
    assert [url for url in site.articles if not outlet.wants(url)] == []
    assert [url for url in site.others if outlet.wants(url)] == []
    assert site.requests <= 60


def test_a_declared_language_that_the_text_contradicts_is_not_taken():
    plan = Plan("https://haverlehti.example/", "fi", 2, dated, html_lang="en")
    outlet = drafted(build(plan)).outlet
    assert (outlet.language, outlet.country, outlet.timezone) == ("fi", "fi", "Europe/Helsinki")


def test_options_of_the_user_are_taken():
    site, _ = articles_at_the_root()
    outlet = drafted(site, name="town_post", country="ie", language="ga").outlet
    assert (outlet.name, outlet.country, outlet.language, outlet.timezone) == ("town_post", "ie", "ga", "Europe/Dublin")


def test_the_language_of_the_given_url_is_taken_and_the_other_named():
    site, _ = two_languages()
    draft = drafted(site, "https://skargard.example/fi/")
    assert (draft.outlet.language, draft.outlet.home) == ("fi", "https://skargard.example/fi/")
    assert draft.outlet.feeds == ("https://skargard.example/fi/rss.xml",)
    assert not any(draft.outlet.wants(url) for url in site.articles)
    assert draft.other_languages == (("sv", "https://skargard.example/sv/"),)


def test_the_front_page_of_another_language_is_named_as_the_site_links_it():
    site, _ = two_languages()
    site.put("/fi", site.answers.pop(site.url("/fi/"))[2].decode())
    for address, (status, kind, body) in site.answers.items():
        site.answers[address] = (status, kind, body.replace(b'href="/fi/"', b'href="/fi"'))
    status, kind, body = site.answers[site.home]
    site.answers[site.home] = (status, kind, body.replace(b"</nav>", b"<a href='/fi'>Suomeksi</a></nav>"))
    assert drafted(site).other_languages == (("fi", "https://skargard.example/fi"),)
    assert drafted(site, "https://skargard.example/fi/").outlet.home == "https://skargard.example/fi"


@pytest.mark.parametrize(
    ("home", "own_language", "url", "language", "refused"),
    [
        pytest.param("/", "tr", "/", None, True, id="the same site"),
        pytest.param("/tr", "tr", "/", None, True, id="the whole site, where an outlet covers a part"),
        pytest.param("/tr", "tr", "/en/", None, False, id="a part in another language"),
        pytest.param("/", "tr", "/en/news/harbour", None, False, id="another language beside the root"),
        pytest.param("/", "tr", "/tr/", None, True, id="its own language by name"),
        pytest.param("/", "en", "/uk/", None, False, id="a section that looks like a language"),
        pytest.param("/", "en", "/uk/", "en", True, id="that section, once its language is known"),
        pytest.param("/", "pt-BR", "/pt/", None, True, id="its language without the region"),
    ],
)
def test_a_site_has_an_outlet_for_each_of_its_languages(home, own_language, url, language, refused):
    site = "https://liman.example"
    known = [Outlet("liman", "Liman", site + home, own_language, "UTC", None, ("liman.example",))]
    with (
        pytest.raises(DraftError, match="there is already an outlet for this site: liman") if refused else nullcontext()
    ):
        refuse_known(site + url, known, language)


def test_recordings_are_not_articles():
    head = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{name}.xml">' for name in ("talk", "all"))
    plan = Plan("https://rivertownpost.example/", "en", 0, lambda n, s, at: f"/a/x{n}q/{s}", head=head)
    site = build(plan)
    talks = [replace(story, path=f"/talk/quay/{story.number}") for story in stories_of(plan)]
    item = '<enclosure url="/1.mp3" length="1" type="audio/mpeg"/></item>'
    site.put("/talk.xml", rss(site, plan, talks).replace("</item>", item), "application/rss+xml")
    site.put("/all.xml", rss(site, plan, stories_of(plan)), "application/rss+xml")
    outlet = drafted(site).outlet
    assert outlet.feeds == (site.url("/all.xml"),)
    assert all(map(outlet.wants, site.articles))
    assert not any(outlet.wants(site.url(talk.path)) for talk in talks)


def test_pages_of_the_menu_are_read_even_with_long_names():
    name = "Advertising in our paper and site"
    foot = f'<footer><a href="/advertising-in-our-paper">{name}</a></footer>'
    site = build(Plan("https://rivertownpost.example/", "en", 0, lambda n, s, at: f"/{s}", foot=foot))
    site.put("/advertising-in-our-paper", f"<html lang='en'><body><h1>{name}</h1><p>Call us.</p></body></html>")
    outlet = drafted(site).outlet
    assert all(map(outlet.wants, site.articles))
    assert not outlet.wants(site.url("/advertising-in-our-paper"))


def test_a_box_in_all_articles_is_pruned():
    box = '<div class="join-us"><p>Follow the harbour on our channel every morning for more of the town.</p></div>'
    plan = Plan("https://rivertownpost.example/", "en", 0, dated, repeated=box)
    draft = drafted(build(plan))
    assert draft.outlet.rules_at(None).prune == ("div.join-us",)
    assert draft.text_rules.evidence[0].startswith("prune div.join-us: removes 'follow the harbour")


def test_nothing_is_pruned_if_nothing_is_repeated():
    rules = drafted(build(Plan("https://rivertownpost.example/", "en", 0, dated))).outlet.rules_at(None)
    assert (rules.body, rules.prune) == ((), ())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(lambda site: site.answers.clear(), "not fetched (not_found: HTTP 404", id="no such page"),
        pytest.param(lambda site: setattr(site, "forbidden", ("/",)), "robots.txt forbids it", id="robots.txt"),
        pytest.param(lambda site: setattr(site, "forbidden", ("/2026",)), "robots.txt forbids its", id="its articles"),
        pytest.param(
            lambda site: site.put("/", "<html><head><title>Just a moment...</title></head><body>Wait</body></html>"),
            "a bot wall (Cloudflare)", id="a wall",
        ),
        pytest.param(
            lambda site: site.put("/", "<html><head><title>Just a moment...</title></head></html>", status=403),
            "a bot wall (Cloudflare)", id="a wall that refuses",
        ),
        pytest.param(
            lambda site: site.put("/", "<html><body><h1>Hello</h1><a href='/about'>About</a></body></html>"),
            "no articles found", id="no news",
        ),
    ],
)  # fmt: skip
def test_a_site_without_articles_or_behind_a_wall_is_refused(change, message):
    site = build(Plan("https://rivertownpost.example/", "en", 0, dated))
    change(site)
    with pytest.raises(DraftError, match=re.escape(message)):
        drafted(site)


def test_a_second_language_is_found_and_left_out():
    plan = Plan("https://skargard.example/", "sv", 1, lambda n, s, at: f"/{n}-{s}")
    site = build(plan, parts={"sv": "", "fi": "/fi"})
    status, kind, body = site.answers[site.home]
    site.answers[site.home] = (status, kind, body.replace(b"</nav>", b"<a href='/fi/'>Suomeksi</a></nav>"))
    draft = drafted(site)
    assert draft.outlet.language == "sv"
    assert draft.other_languages == (("fi", "https://skargard.example/fi/"),)
    assert all(map(draft.outlet.wants, site.articles))
    assert not any(map(draft.outlet.wants, site.others))


def test_articles_are_found_even_if_every_page_is_marked_as_one():
    head = '<meta property="og:type" content="article">'
    site = build(Plan("https://rivertownpost.example/", "en", 0, lambda n, s, at: f"/{s}", head=head))
    outlet = drafted(site).outlet
    assert all(map(outlet.wants, site.articles))
    assert not any(map(outlet.wants, site.others))


def test_articles_without_text_are_drafted_from_the_feed_with_a_warning():
    head = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    plan = Plan("https://rivertownpost.example/", "en", 0, dated, sentences=1, head=head)
    site = build(plan)
    site.put("/feed.xml", rss(site, plan, stories_of(plan)), "application/rss+xml")
    for story in stories_of(plan):
        site.put(story.path, f"<html lang='en'><body><h1>{story.headline}</h1><p>Hello.</p></body></html>")
    draft = drafted(site)
    assert all(map(draft.outlet.wants, site.articles))
    assert any("no page shows enough text" in line for line in report_lines(draft))
