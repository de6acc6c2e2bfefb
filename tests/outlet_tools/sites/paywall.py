"""Swedish: most articles are for subscribers; others see one paragraph and the paywall. Every fourth is free.

Three feeds are declared: all news, a part of it (sport), and a podcast. JSON-LD with the offset.
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

from sites.formats import Entry, entries, rss
from sites.model import RSS, Draft, Site
from sites.stories import Cast, Plot, Story, slug, write_stories

TITLE = "Älvkroken Tidning"
FEED, SPORT_FEED, PODCAST = "/rss/nyheter", "/rss/sport", "/podd/kvartersprat/rss"
SECTIONS = {"nyheter": "Nyheter", "ekonomi": "Ekonomi", "sport": "Sport"}
CAST = Cast(
    places=("Älvkroken", "Granvik", "Norra Tjärnberg", "Sågholmen"),
    people=("Birgitta Lundmark", "Nils Åhlström", "Leyla Yıldız", "Göte Palm"),
    offices=("kommunen", "vägverket i länet", "hamnbolaget"),
    authors=("Sara Hedman", "Jonas Wiklund", "Annika Törn"),
)
PLOTS = (
    Plot("nyheter", "Gamla järnbron får stå kvar ett år till", "den gamla järnbron"),
    Plot("ekonomi", "Sågverket säljs till sina egna anställda", "sågverket"),
    Plot("sport", "Skridskobanan på älven öppnar sent men stor", "skridskobanan"),
    Plot("nyheter", "Bibliotekets katt orsakar debatt i nämnden", "bibliotekets katt"),
    Plot("ekonomi", "Bageriet byter ut ugnen från kriget", "den gamla ugnen"),
    Plot("sport", "Orienterare vilse på hemmaplan vann ändå", "hemmabanan"),
    Plot("nyheter", "Nattbussen räddad av en namninsamling", "nattbussen"),
    Plot("ekonomi", "Vindkraften delar bönderna på höjden", "vindkraften"),
    Plot("sport", "Bandylaget spelar final utan tak", "bandyhallen"),
    Plot("nyheter", "Klockstapeln lutar mer än beräknat", "klockstapeln"),
    Plot("ekonomi", "Fiskrökeriet fördubblar utan att bygga", "fiskrökeriet"),
    Plot("sport", "Simklubben flyttar ut i den kalla sjön", "simklubben"),
    Plot("nyheter", "Björnspår stoppar skolans utflykt", "skolans utflykt"),
    Plot("ekonomi", "Torghandeln flyttar in i lokstallet", "torghandeln"),
    Plot("sport", "Backhopparen som bygger sin egen backe", "den nya hoppbacken"),
    Plot("nyheter", "Färjan får gå på prov hela vintern", "vinterfärjan"),
)


def build(base: str, now: datetime) -> Site:
    stories = write_stories("sv", CAST, PLOTS, now, ZoneInfo("Europe/Stockholm"))
    draft = Draft("paywall", base)
    free = stories[3::4]
    for story in stories:
        draft.article(_path(story), story, _article(base, story, stories, is_free=story in free))
    draft.other("/", _list(base, TITLE, stories))
    for key, name in SECTIONS.items():
        draft.other(f"/{key}", _list(base, name, [story for story in stories if story.section == key]))
    for author in CAST.authors:
        draft.other(f"/av/{slug(author)}", _list(base, author, [one for one in stories if one.author == author]))
    for place in CAST.places:
        draft.other(f"/om/{slug(place)}", _list(base, place, [one for one in stories if one.place == place]))
    _pages(draft, stories)
    _feeds(draft, stories)
    draft.robots("User-agent: *", "Disallow: /konto/")
    return draft.finished(
        title=TITLE, languages=("sv",), timezone="Europe/Stockholm", country="se", feeds=[FEED],
        dead_feeds={SPORT_FEED: f"repeats {FEED}", PODCAST: "podcast"},
        stubs=[_path(story) for story in stories if story not in free],
    )  # fmt: skip


def _feeds(draft: Draft, stories: Sequence[Story]) -> None:
    base = draft.base
    draft.file(FEED, rss(TITLE, base + "/", entries(base, draft.stories)), RSS)
    sport = {path: story for path, story in draft.stories.items() if story.section == "sport"}
    draft.file(SPORT_FEED, rss(f"{TITLE} Sport", f"{base}/sport", entries(base, sport)), RSS)
    talks = [
        Entry(
            f"{base}/podd/kvartersprat/{30 - week}",
            f"Kvartersprat {30 - week}: grannar och gränser",
            stories[0].at - timedelta(weeks=week),
            "",
        )
        for week in range(10)
    ]
    draft.file(PODCAST, rss("Kvartersprat", f"{base}/podd", talks, enclosure="audio/mpeg"), RSS)
    for talk in talks:
        draft.other(
            talk.url.removeprefix(base), _frame(base, talk.headline, f"<h1>{talk.headline}</h1><audio></audio>")
        )


def _path(story: Story) -> str:
    return f"/a/{_letters(story.number)}/{story.slug}"


def _letters(number: int) -> str:
    """A number as six letters and digits, as some publishing systems write article ids."""
    return "".join("bcdfgjklmnpqrstvwxzBCDFGJ0123456789"[number * step % 35] for step in (3, 5, 11, 17, 23, 31))


def _pages(draft: Draft, stories: Sequence[Story]) -> None:
    for path, title, text in (
        ("/tv/v/kQ2m9X/se-nar-isen-gar-upp-vid-kraftverket", "Se när isen går upp vid kraftverket", "Längd: 0.47"),
        (
            "/bildspel/b/mP4d1Z/vinterns-basta-skidbilder-fran-lasarna",
            "Vinterns bästa skidbilder från läsarna",
            "Bild 1 av 20",
        ),
        ("/kontakt", "Kontakt", "Älvkroken Tidning, Storgatan 11, Älvkroken, Sverige. Ansvarig utgivare: Bo Ek."),
        ("/prenumerera", "Prenumerera", "Välj mellan dag, vecka och år. Avsluta när du vill."),
    ):
        draft.other(path, _frame(draft.base, title, f"<h1>{title}</h1><p>{text}</p>"))
    draft.other("/sok?q=is", _list(draft.base, "Sökresultat: is", stories[4:9]))


def _frame(base: str, title: str, main: str, head: str = "") -> str:
    nav = "".join(f'<li><a href="/{key}">{name}</a></li>' for key, name in SECTIONS.items())
    feeds = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{path}">' for path in (PODCAST, FEED, SPORT_FEED)
    )
    return f"""<!doctype html><html lang="sv-SE"><head><meta charset="utf-8"><title>{escape(title)} | {TITLE}</title>
{feeds}{head}</head>
<body><header><a href="/">{TITLE}</a><ul class="nav">{nav}<li>
<a href="/tv/v/kQ2m9X/se-nar-isen-gar-upp-vid-kraftverket">TV</a></li>
<li><a href="/bildspel/b/mP4d1Z/vinterns-basta-skidbilder-fran-lasarna">Bildspel</a></li></ul></header><main>
{main}</main>
<footer><p>Älvkroken Tidning, grundad vid älven i Sverige.</p>
<a href="/kontakt">Kontakt</a> <a href="/prenumerera">Prenumerera</a>
<a href="/sok?q=is">Allt om isen</a></footer></body></html>"""


def _list(base: str, title: str, stories: Sequence[Story]) -> str:
    cards = "".join(
        f'<div class="puff"><a href="{_path(story)}"><h2>{escape(story.headline)}</h2></a></div>\n' for story in stories
    )
    return _frame(base, title, f"<h1>{escape(title)}</h1>{cards}")


def _article(base: str, story: Story, stories: Sequence[Story], *, is_free: bool) -> str:
    shown = story.paragraphs if is_free else story.paragraphs[:1]
    text = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in shown)
    gate = "" if is_free else """<div class="paywall"><h2>Läs vidare – bli prenumerant</h2>
<p>Den här artikeln är för prenumeranter. Första månaden kostar en krona.</p><a href="/prenumerera">Köp nu</a>
<p>Redan prenumerant? Logga in.</p></div>"""  # fmt: skip
    more = "".join(f'<li><a href="{_path(other)}">{escape(other.headline)}</a></li>' for other in stories[1:5])
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": story.headline,
            "mainEntityOfPage": base + _path(story), "datePublished": story.at.isoformat(), "inLanguage": "sv",
            "author": [{"@type": "Person", "name": story.author}], "isAccessibleForFree": is_free,
            "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": is_free, "cssSelector": ".paid"}}  # fmt: skip
    main = f"""<article class="{"" if is_free else "premium"}"><h1>{escape(story.headline)}</h1>
<p class="meta">Text: <a href="/av/{slug(story.author)}">{story.author}</a> · {story.when}</p>
<div class="brod">{text}</div><div class="paid"></div>{gate}
<p class="amnen"><a href="/om/{slug(story.place)}">{story.place}</a></p></article>
<section class="mer"><h2>Mest läst just nu</h2><ul>{more}</ul></section>"""
    head = f"""<link rel="canonical" href="{base}{_path(story)}">
<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>"""
    return _frame(base, story.headline, main, head)
