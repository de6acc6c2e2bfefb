"""Turkish and English on one site, each in its own folder with its own feed; the root shows the Turkish part.

As Next.js renders it: the state in a script next to the markup. Times with their offset in the state and the markup.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from sites.formats import entries, rss
from sites.model import RSS, Answer, Draft, Site
from sites.stories import Cast, Plot, Story, slug, write_stories

TITLE = "Karaburç Postası"
ZONE = ZoneInfo("Europe/Istanbul")


@dataclass(frozen=True)
class Half:
    """The part in one language: words for its URLs (news, section, tag, author, video) and for its repeated text."""

    language: str
    words: Mapping[str, str]
    sections: Mapping[str, str]
    cast: Cast
    plots: tuple[Plot, ...]
    first_number: int

    def path(self, story: Story) -> str:
        return f"/{self.language}/{self.words['news']}/{story.slug}-{story.number}"

    def list_path(self, kind: str, name: str) -> str:
        return f"/{self.language}/{self.words[kind]}/{name}"


PLACES = ("Karaburç", "Yeşilova", "Taşköprü Mahallesi")
PEOPLE = ("Nermin Aksoy", "Halil Demirtaş", "Zeynep Korkut", "Cemal Uysal")
TURKISH = Half(
    "tr",
    {"news": "haber", "section": "kategori", "tag": "etiket", "author": "yazar", "video": "video", "page": "sayfa",
     "more": "Diğer haberler", "videos": "Videolar", "about": "Künye", "promo": "Günün özeti her akşam telefonunuzda.",
     "film": "Karaburç surlarında gün doğumu havadan görüntülendi",
     "place": "Karaburç Postası, Liman Caddesi 3, Türkiye"},
    {"yerel": "Yerel", "ekonomi": "Ekonomi", "kultur": "Kültür"},
    Cast(PLACES, PEOPLE, ("belediye", "ticaret odası", "su idaresi"), ("Elif Sarıkaya", "Murat Ergin")),
    (
        Plot("yerel", "Taş köprü on yıl sonra yeniden yayalara açıldı", "taş köprü"),
        Plot("ekonomi", "Zeytin üreticileri ortak fabrika kuruyor", "ortak fabrika"),
        Plot("kultur", "Eski hamam sessiz film gecelerine ev sahipliği yapacak", "eski hamam"),
        Plot("yerel", "Sahil treni deneme seferlerine başladı", "sahil treni"),
        Plot("ekonomi", "Son bakır atölyesi çırak arıyor", "bakır atölyesi"),
        Plot("kultur", "Kayıp kilim müzenin deposunda bulundu", "kayıp kilim"),
        Plot("yerel", "Leylekler yüzünden direk çalışması ertelendi", "direk çalışması"),
        Plot("ekonomi", "Balıkçı barınağına buz makinesi geliyor", "buz makinesi"),
    ),
    48_911,
)  # fmt: skip
ENGLISH = Half(
    "en",
    {"news": "news", "section": "category", "tag": "tag", "author": "writer", "video": "video", "page": "page",
     "more": "More news", "videos": "Videos", "about": "Imprint",
     "promo": "The day in brief, every evening on your phone.",
     "film": "Sunrise over the Karaburç walls filmed from the air",
     "place": "Karaburç Postası, Liman Caddesi 3, Turkey"},
    {"local": "Local", "economy": "Economy"},
    Cast(PLACES, PEOPLE, ("the municipality", "the chamber of trade", "the water board"),
         ("Elif Sarıkaya", "Ben Harlow")),
    (
        Plot("local", "Stone bridge opens to walkers again after ten years", "the stone bridge"),
        Plot("economy", "Olive growers pool their money for a shared mill", "the shared mill"),
        Plot("local", "Storks delay work on the power line for a month", "the power line"),
        Plot("economy", "Fishing harbour gets its first ice machine", "the ice machine"),
        Plot("local", "Trial trains run along the coast before summer", "the coastal railway"),
        Plot("economy", "Copper workshop looks for its last apprentice", "the copper workshop"),
    ),
    78_911,
)  # fmt: skip


def build(base: str, now: datetime) -> Site:
    draft = Draft("two_languages", base)
    for half in (TURKISH, ENGLISH):
        _write(
            draft, half, write_stories(half.language, half.cast, half.plots, now, ZONE, first_number=half.first_number)
        )
    draft.resources["/"] = Answer(b"", status=302, headers={"Location": f"{base}/tr"})
    draft.others.add("/")
    draft.robots("User-agent: *", "Disallow: /api/")
    return draft.finished(
        title=TITLE, languages=("tr", "en"), timezone="Europe/Istanbul", country="tr",
        feeds=["/tr/rss.xml", "/en/rss.xml"],
    )  # fmt: skip


def _write(draft: Draft, half: Half, stories: Sequence[Story]) -> None:
    for story in stories:
        draft.article(half.path(story), story, _article(draft.base, half, story, stories))
    pages = {f"/{half.language}": (TITLE, stories)}
    for key, name in half.sections.items():
        pages[half.list_path("section", key)] = name, [story for story in stories if story.section == key]
    for author in half.cast.authors:
        pages[half.list_path("author", slug(author))] = author, [one for one in stories if one.author == author]
    for place in {story.place: None for story in stories}:
        pages[half.list_path("tag", slug(place))] = place, [one for one in stories if one.place == place]
    pages[f"/{half.language}/ara?q=2026"] = "2026", stories[:3]
    for path, (title, own) in pages.items():
        draft.other(path, _list(draft.base, half, title, own))
    film = half.words["film"]
    draft.other(_film_path(half), _frame(draft.base, half, film, f"<h1>{film}</h1><video controls></video>", {}))
    about = f"<h1>{half.words['about']}</h1><p>{half.words['place']}</p>"
    draft.other(half.list_path("page", "about"), _frame(draft.base, half, half.words["about"], about, {}))
    own = {half.path(story): story for story in stories}
    draft.file(f"/{half.language}/rss.xml", rss(TITLE, f"{draft.base}/{half.language}", entries(draft.base, own)), RSS)


def _film_path(half: Half) -> str:
    return f"{half.list_path('video', slug(half.words['film']))}-48702"


def _frame(base: str, half: Half, title: str, main: str, state: Mapping[str, object]) -> str:
    other = "en" if half.language == "tr" else "tr"
    nav = "".join(
        f'<a class="css-1x0" href="{half.list_path("section", key)}">{name}</a>' for key, name in half.sections.items()
    )
    data = json.dumps(
        {"props": {"pageProps": state}, "page": f"/{half.language}/[...slug]", "buildId": "q7Zk"}, ensure_ascii=False
    )
    return f"""<!DOCTYPE html><html lang="{half.language}"><head><meta charSet="utf-8"/>
<title>{escape(title)} | {TITLE}</title>
<link rel="alternate" type="application/rss+xml" href="{base}/{half.language}/rss.xml"/>
<link rel="alternate" hrefLang="{other}" href="{base}/{other}"/></head>
<body><div id="__next"><header class="css-9ab"><a href="/{half.language}">{TITLE}</a>{nav}
<a class="css-1x0" href="{_film_path(half)}">{half.words["videos"]}</a><a class="css-1x0" href="/{other}">
{other.upper()}</a></header>
<main class="css-77c">{main}</main>
<div class="css-pr0">{half.words["promo"]}</div>
<footer class="css-f00"><span>{half.words["place"]}</span><a href="{half.list_path("page", "about")}">
{half.words["about"]}</a>
<a href="/{half.language}/ara?q=2026">2026</a></footer></div>
<script id="__NEXT_DATA__" type="application/json">{data}</script></body></html>"""


def _list(base: str, half: Half, title: str, stories: Sequence[Story]) -> str:
    cards = "".join(
        f'<a class="css-c4d" href="{half.path(story)}"><h3 class="css-h3">{escape(story.headline)}</h3>'
        f'<span class="css-t1">{story.when}</span></a>\n'
        for story in stories
    )
    state = {"stories": [{"id": story.number, "title": story.headline} for story in stories]}
    return _frame(base, half, title, f"<h1>{escape(title)}</h1>{cards}", state)


def _article(base: str, half: Half, story: Story, stories: Sequence[Story]) -> str:
    text = "".join(f'<p class="css-p0">{escape(paragraph)}</p>' for paragraph in story.paragraphs)
    more = "".join(
        f'<a class="css-c4d" href="{half.path(other)}"><h3 class="css-h3">{escape(other.headline)}</h3></a>'
        for other in stories if other.section == story.section and other is not story
    )  # fmt: skip
    state = {"article": {"id": story.number, "title": story.headline, "publishedAt": story.at.isoformat(),
                         "author": story.author, "body": list(story.paragraphs)}}  # fmt: skip
    main = f"""<div class="css-art"><h1 class="css-h1">{escape(story.headline)}</h1>
<div class="css-by"><a href="{half.list_path("author", slug(story.author))}">{story.author}</a>
<time dateTime="{story.at.isoformat()}">{story.when}</time></div><div class="css-b0">{text}</div>
<div class="css-tg"><a href="{half.list_path("tag", slug(story.place))}">{story.place}</a></div></div>
<section class="css-mr"><h2>{half.words["more"]}</h2>{more}</section>"""
    return _frame(base, half, story.headline, main, state)
