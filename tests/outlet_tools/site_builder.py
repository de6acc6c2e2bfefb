"""Builds invented news sites as dictionaries of answers, with the language, URLs and markup that a Plan states."""

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from newsarchive.crawl.fetch import FetchFailure
from newsarchive.records import Outcome, Page

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

# Common words of the language first, so that a text made of them is recognized.
WORDS = {
    "en": "the and of to in that is was for with said on by it from at are were has have harbour council bridge ferry "
    "night river school market winter road plan price town mill island weather team season court",
    "fi": "ja on ei että oli se hän mukaan myös joka kun sekä mutta ovat vuoden sanoo satama silta lautta kunta joki "
    "koulu talvi tie hinta kaupunki saari sää joukkue kausi oikeus torstai perjantai ilta ranta",
    "sv": "och att det som för är på inte med av till har den var från efter ett också hamnen bron färjan kommunen "
    "skolan vintern vägen priset staden ön vädret laget säsongen rätten torsdag fredag kvällen",
    "pl": "i w nie na się z że do jest to został przez dla oraz po będzie jak port most prom gmina rzeka szkoła zima "
    "droga cena miasto wyspa pogoda drużyna sezon sąd czwartek piątek wieczór",
    "de": "der die und das den ist nicht mit sich auf für eine von dem wurde werden im sind auch Hafen Brücke Fähre "
    "Gemeinde Schule Winter Straße Preis Stadt Insel Wetter Mannschaft Gericht Donnerstag",
    "es": "el los las que del y por una para con es se no su al como más fue han puerto puente barco escuela invierno "
    "camino precio ciudad isla tiempo equipo temporada tribunal jueves viernes noche",
    "tr": "ve bir bu için ile da de olarak olan daha çok gibi sonra oldu dedi liman köprü vapur belediye okul kış yol "
    "fiyat şehir ada hava takım sezon mahkeme perşembe cuma akşam",
    "ja": "の 橋 が 港 に 船 は 町 を 川 で 学校 と 冬 も 道 から 市 まで 島 より 雨 です した ます 会 年 月 人 水 車",
    "pt": "os as que do da não uma para com em dos no na foi mais por são ao também porto ponte barco escola inverno "
    "caminho preço cidade ilha tempo equipe temporada tribunal quinta sexta noite",
    "cs": "a v se na že je s z to do byl jsou podle který také pro přístav most loď obec řeka škola zima cesta cena "
    "město ostrov počasí tým sezona soud čtvrtek pátek večer",
}  # fmt: skip


@dataclass
class Story:
    """One invented article."""

    number: int
    path: str
    headline: str
    paragraphs: list[str]
    at: datetime
    language: str


@dataclass
class Site:
    """The answers by URL; anything else is a 404."""

    home: str
    answers: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)
    robots: str | None = "User-agent: *\nAllow: /\n"
    forbidden: tuple[str, ...] = ()
    articles: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    requests: int = 0

    def url(self, path: str) -> str:
        parts = urlsplit(self.home)
        return f"{parts.scheme}://{parts.netloc}{path}"

    def put(self, path: str, body: str, kind: str = "text/html; charset=utf-8", status: int = 200) -> None:
        self.answers[self.url(path)] = (status, kind, body.encode())

    async def page(self, url: str, max_bytes: int | None = None, *, render: bool = False) -> Page | FetchFailure:
        self.requests += 1
        if self.requests > 60:
            return FetchFailure(url, Outcome.PENDING, "enough")
        if any(urlsplit(url).path.startswith(path) for path in self.forbidden):
            return FetchFailure(url, Outcome.ROBOTS_FORBIDS, "robots.txt forbids it")
        status, kind, body = self.answers.get(url, (404, "text/html", b"<html><body><h1>404</h1></body></html>"))
        return Page(url, url, NOW, status, (("Content-Type", kind),), body)

    async def robots_text(self, url: str) -> str | None:
        return self.robots


@dataclass
class Plan:
    """How a site is built. The functions return a path for a number, a name, or both."""

    home: str
    language: str
    offset: int
    address: Callable[[int, str, datetime], str]
    section: Callable[[str], str] = lambda name: f"/{name}/"
    tag: Callable[[str], str] = lambda name: f"/tag/{name}/"
    author: Callable[[str], str] = lambda name: f"/author/{name}/"
    video: Callable[[int, str], str] = lambda number, slug: f"/video/{number}-{slug}"
    sections: tuple[str, ...] = ("local", "sport", "culture")
    title: str = "Rivertown Post"
    stories: int = 14
    html_lang: str | None = None
    claims: bool = True
    head: str = ""
    foot: str = ""
    repeated: str = ""
    body_class: str = "story-text"
    sentences: int = 7


def words_of(plan_language: str, rng: random.Random, number: int) -> str:
    glue = "" if plan_language == "ja" else " "
    return glue.join(rng.choice(WORDS[plan_language].split()) for _ in range(number))


def stories_of(plan: Plan, language: str | None = None, prefix: str = "") -> list[Story]:
    """The articles of a site, newest first, an hour and a half apart."""
    language = language or plan.language
    rng = random.Random(f"{plan.title} {language}")
    zone = timezone(timedelta(hours=plan.offset))
    found = []
    for number in range(plan.stories):
        at = (NOW - timedelta(hours=1.5 * number)).astimezone(zone)
        headline = words_of(language, rng, 8 if language != "ja" else 14).capitalize()
        slug = (
            "-".join(f"word{rng.randrange(90)}" for _ in range(4))
            if language == "ja"
            else ("-".join("".join(c for c in w.lower() if c.isascii()) or "x" for w in headline.split()[:5]))
        )
        paragraphs = [
            (words_of(language, rng, 16 if language != "ja" else 30).capitalize() + ". ") * 1
            + words_of(language, rng, 14).capitalize() + "."
            for _ in range(plan.sentences)
        ]  # fmt: skip
        path = prefix + plan.address(4400 + plan.stories - number, slug, at)
        found.append(Story(4400 - number, path, headline, paragraphs, at, language))
    return found


def article_html(plan: Plan, story: Story, site: Site, menu: str, links: str) -> str:
    lang = plan.html_lang if plan.html_lang is not None else story.language
    claims = (
        f'<meta property="og:type" content="article"><meta property="og:title" content="{story.headline}">'
        f'<meta property="article:published_time" content="{story.at.isoformat()}">'
        if plan.claims
        else ""
    )
    text = "".join(f"<p>{paragraph}</p>" for paragraph in story.paragraphs)
    shown = f'<time datetime="{story.at.isoformat()}">{story.at:%d.%m.%Y %H:%M}</time>'
    return (
        f'<!DOCTYPE html><html{f" lang={lang!r}" if lang else ""}><head><meta charset="utf-8">'
        f"<title>{story.headline} | {plan.title}</title>{claims}</head><body>{menu}<main><article>"
        f'<h1>{story.headline}</h1>{shown}<div class="{plan.body_class}">{text}{plan.repeated}</div></article>'
        f"{links}</main>{plan.foot}</body></html>"
    )


def list_html(plan: Plan, title: str, menu: str, stories: list[Story], language: str) -> str:
    lang = plan.html_lang if plan.html_lang is not None else language
    items = "".join(
        f'<div class="teaser"><a href="{story.path}">{story.headline}</a><p>{story.paragraphs[0]}</p></div>'
        for story in stories
    )
    return (
        f'<!DOCTYPE html><html{f" lang={lang!r}" if lang else ""}><head><meta charset="utf-8"><title>{title} | '
        f"{plan.title}</title>{plan.head}</head><body>{menu}<main><h1>{title}</h1>{items}</main>{plan.foot}</body></html>"
    )


def build(plan: Plan, *, parts: dict[str, str] | None = None) -> Site:
    """A whole site: home page, sections, tags, authors, videos, an about page, and the articles of each language.

    parts has the path prefix of each language; {} or None means one language.
    """
    site = Site(plan.home)
    for language, prefix in (parts or {plan.language: ""}).items():
        _put_part(site, plan, language, prefix)
    return site


def _put_part(site: Site, plan: Plan, language: str, prefix: str) -> None:
    stories = stories_of(plan, language, prefix)
    sections = {name: prefix + plan.section(name) for name in plan.sections}
    tags = {name: prefix + plan.tag(name) for name in ("harbour", "winter")}
    authors = {name: prefix + plan.author(name) for name in ("a-reed", "b-holm")}
    films = {slug: prefix + plan.video(90 + n, slug) for n, slug in enumerate(("ferry-film", "mill-film"))}
    about = f"{prefix}/about"
    menu = "<nav>" + "".join(
        f'<a href="{path}">{name.title()}</a> '
        for name, path in {"Home": f"{prefix}/", **sections, "About": about, "Films": min(films.values())}.items()
    ) + "</nav>"  # fmt: skip
    beside = "<aside>" + "".join(
        f'<a href="{p}">{n.replace("-", " ").title()}</a> ' for n, p in {**tags, **authors}.items()
    )
    beside += "".join(f'<a href="{path}">{slug.replace("-", " ")}</a>' for slug, path in films.items()) + "</aside>"
    home = list_html(plan, plan.title, menu, stories[:12], language)
    site.put(f"{prefix}/" if prefix else "/", home)
    for number, (name, path) in enumerate({**sections, **tags, **authors}.items()):
        site.put(path, list_html(plan, name.title(), menu, stories[number % 4 :: 4][:3], language))
    for slug, path in films.items():
        caption = stories[0].paragraphs[-1]
        site.put(path, f"<html lang='{language}'><head><title>{slug}</title></head><body>{menu}<h1>{slug}</h1>"
                       f"<video src='/x.mp4'></video><p>{caption}</p></body></html>")  # fmt: skip
    site.put(about, f"<html lang='{language}'><head><title>About</title></head><body>{menu}<h1>About</h1>"
                    f"<p>{stories[1].paragraphs[-1]} {stories[2].paragraphs[-1]}</p></body></html>")  # fmt: skip
    for story in stories:
        site.put(story.path, article_html(plan, story, site, menu, beside))
    site.articles += [site.url(story.path) for story in stories] if language == plan.language else []
    lists = [*sections.values(), *tags.values(), *authors.values(), *films.values(), about]
    site.others += [site.url(path) for path in lists]
    if language != plan.language:
        site.others += [site.url(story.path) for story in stories]


def rss(site: Site, plan: Plan, stories: list[Story], *, zulu: bool = False, shift: timedelta = timedelta()) -> str:
    items = "".join(
        f"<item><title>{story.headline}</title><link>{site.url(story.path)}</link><pubDate>"
        f"{format_datetime((story.at - shift).astimezone(UTC) if zulu else story.at - shift)}</pubDate></item>"
        for story in stories
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{plan.title}</title>{items}</channel></rss>'


def news_sitemap(site: Site, stories: list[Story]) -> str:
    items = "".join(
        f"<url><loc>{site.url(story.path)}</loc><news:news><news:publication_date>{story.at.isoformat()}"
        f"</news:publication_date><news:title>{story.headline}</news:title></news:news></url>"
        for story in stories
    )
    return (
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{items}</urlset>'
    )


def urlset(site: Site, rows: list[tuple[str, datetime]]) -> str:
    items = "".join(f"<url><loc>{site.url(path)}</loc><lastmod>{at.isoformat()}</lastmod></url>" for path, at in rows)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</urlset>'


def index(site: Site, rows: list[tuple[str, datetime]]) -> str:
    items = "".join(
        f"<sitemap><loc>{site.url(path)}</loc><lastmod>{at.isoformat()}</lastmod></sitemap>" for path, at in rows
    )
    return (
        f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</sitemapindex>'
    )


@contextmanager
def served(make: Callable[[str], Site]) -> Iterator[Site]:
    """Serves the site that make builds for its URL, on a port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            url = f"{site.home.rstrip('/')}{self.path}"
            robots = (200, "text/plain", (site.robots or "").encode())
            missing = (404, "text/html", b"not here")
            status, kind, body = robots if self.path == "/robots.txt" else site.answers.get(url, missing)
            site.requests += 1
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing on stderr."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = make(f"http://127.0.0.1:{server.server_port}/")
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
