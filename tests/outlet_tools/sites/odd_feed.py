"""English, New Zealand: the only feed is at an unusual path, and only the "RSS" link in the footer leads to it.

Plain HTML5 without JSON-LD or a sitemap; times with their offset.
"""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from sites.formats import entries, rss
from sites.model import RSS, Draft, Site
from sites.stories import Cast, Plot, Story, slug, write_stories

TITLE = "Tasman Foreshore Times"
FEED = "/syndication/headlines.xml?edition=south"
VIDEO = "/watch/48702/surf-lifesavers-practise-at-dawn-below-the-cliffs"
GALLERY = "/galleries/48655/best-of-the-motuhara-poultry-show"
SECTIONS = {"region": "Region", "environment": "Environment", "business": "Business", "sport": "Sport"}
CAST = Cast(
    places=("Motuhara", "Pakawau Bay", "Waimarino Point", "Te Rangi Flat"),
    people=("Aroha Tamihana", "Graham Petrie", "Mere Kingi", "Stuart Holloway", "Priya Nand"),
    offices=("the district council", "the harbour board", "the roading authority"),
    authors=("Hana Whitcombe", "Doug Farrelly", "Losa Tuimavave"),
)
PLOTS = (
    Plot("region", "Harbour bridge to close for ten nights while cables are replaced", "the harbour bridge"),
    Plot("environment", "Penguin colony moves in under the old cannery wharf", "the penguin colony"),
    Plot("business", "Last salt works on the coast sold to its own staff", "the salt works"),
    Plot("sport", "Rowing club wins back its boat shed after long dispute", "the boat shed"),
    Plot("region", "Library van returns to the valley after eleven years", "the library van"),
    Plot("environment", "Council drops plan to straighten the Rangi stream", "the Rangi stream"),
    Plot("business", "Hop growers ask for shared drying kiln near the railhead", "the drying kiln"),
    Plot("sport", "Night cricket trial draws crowds and complaints", "night cricket"),
    Plot("region", "Tsunami sirens fall silent on test day for a second time", "the siren network"),
    Plot("environment", "Sand dunes planted by pupils hold through the winter storms", "the dune planting"),
    Plot("business", "Ferry company orders two electric boats from local yard", "the electric ferry"),
    Plot("sport", "Veteran swimmer crosses the strait in fading light", "the strait crossing"),
    Plot("region", "Clock tower must come down unless donors are found", "the clock tower"),
    Plot("environment", "Rats return to the island sanctuary after a quiet decade", "the island sanctuary"),
)


def build(base: str, now: datetime) -> Site:
    stories = write_stories("en", CAST, PLOTS, now, ZoneInfo("Pacific/Auckland"))
    draft = Draft("odd_feed", base)
    for story in stories:
        draft.article(_path(story), story, _article(base, story, stories))
    draft.other("/", _list(base, "/", TITLE, stories))
    _lists(draft, stories)
    _pages(draft, stories)
    draft.file(FEED, rss(TITLE, base + "/", entries(base, draft.stories)), RSS)
    draft.robots("User-agent: *", "Disallow: /account/", "Disallow: /search")
    return draft.finished(
        title=TITLE, languages=("en",), timezone="Pacific/Auckland", country="nz", feeds=[FEED]
    )  # fmt: skip


def _path(story: Story) -> str:
    return f"/{story.section}/{story.number}/{story.slug}"


def _lists(draft: Draft, stories: Sequence[Story]) -> None:
    for key, name in SECTIONS.items():
        own = [story for story in stories if story.section == key]
        draft.other(f"/{key}", _list(draft.base, f"/{key}", name, own, f"/{key}/page/2"))
        draft.other(f"/{key}/page/2", _list(draft.base, f"/{key}/page/2", f"{name}, page 2", own[1:]))
    for author in CAST.authors:
        own = [story for story in stories if story.author == author]
        draft.other(f"/authors/{slug(author)}", _list(draft.base, f"/authors/{slug(author)}", author, own))
    for place in CAST.places:
        own = [story for story in stories if story.place == place]
        draft.other(f"/topics/{slug(place)}", _list(draft.base, f"/topics/{slug(place)}", place, own))


def _pages(draft: Draft, stories: Sequence[Story]) -> None:
    film = "<video controls poster='/img/surf.jpg'></video><p>Footage: Doug Farrelly. Length 2:14.</p>"
    draft.other(VIDEO, _frame(draft.base, VIDEO, "Watch: surf lifesavers practise at dawn below the cliffs", film))
    shots = "".join(
        f"<figure><img src='/img/show-{n}.jpg'><figcaption>Prize hen {n} of 9</figcaption></figure>"
        for n in range(1, 10)
    )
    draft.other(GALLERY, _frame(draft.base, GALLERY, "Gallery: best of the Motuhara poultry show", shots))
    about = "<p>We are owned by our readers and printed on the quay. Complaints go to the editor, 4 Quay Street.</p>"
    draft.other("/about-us", _frame(draft.base, "/about-us", "About us", about))
    draft.other("/search?q=harbour", _list(draft.base, "/search", "Results for “harbour”", stories[:5]))


def _frame(base: str, path: str, title: str, main: str, head: str = "") -> str:
    nav = "".join(f'<li><a href="/{key}">{name}</a></li>' for key, name in SECTIONS.items())
    return f"""<!DOCTYPE html>
<html lang="en-NZ"><head><meta charset="utf-8"><title>{escape(title)} | {TITLE}</title>
<link rel="canonical" href="{base}{path}"><meta property="og:site_name" content="{TITLE}">{head}</head>
<body><header><a href="/">{TITLE}</a><nav><ul>{nav}<li>
<a href="{VIDEO}">Watch</a></li>
<li><a href="{GALLERY}">Galleries</a></li></ul></nav>
<form action="/search"><input name="q"></form></header>
<main><h1>{escape(title)}</h1>{main}</main>
<footer><p>Tasman Foreshore Times, 4 Quay Street, Motuhara 7021, New Zealand.</p>
<p><a href="/about-us">About us</a> · <a href="{FEED}">RSS</a> · <a href="/search?q=harbour">Harbour news</a></p>
</footer>
</body></html>"""


def _list(base: str, path: str, title: str, stories: Sequence[Story], older: str = "") -> str:
    cards = "".join(
        f'<article class="card"><h2><a href="{_path(story)}">{escape(story.headline)}</a></h2>'
        f'<p>{escape(story.teaser[:110])}…</p><time datetime="{story.at.isoformat()}">{story.when}</time></article>\n'
        for story in stories
    )
    link = f'<a rel="next" href="{older}">Older</a>' if older else ""
    return _frame(base, path, title, cards + link)


def _article(base: str, story: Story, stories: Sequence[Story]) -> str:
    others = [other for other in stories if other.section == story.section and other is not story]
    related = "".join(f'<li><a href="{_path(other)}">{escape(other.headline)}</a></li>' for other in others)
    paragraphs = [f"<p>{escape(text)}</p>" for text in story.paragraphs]
    paragraphs.insert(2, f'<aside class="see-also"><h2>See also</h2><ul>{related}</ul></aside>')
    paragraphs.insert(4, '<div class="signup"><p>Get the Foreshore in your inbox each morning at six.</p></div>')
    main = f"""<article><p class="byline">By <a rel="author" href="/authors/{slug(story.author)}">{story.author}</a>,
<time datetime="{story.at.isoformat()}">{story.when}</time></p>
<figure><img src="/img/{story.number}.jpg" alt="">
<figcaption>A view of {story.place}. Photo: {story.author}</figcaption></figure>
{"".join(paragraphs)}
<p class="note">Do you know more? Write to newsdesk@foreshore.example.</p></article>
<p class="tags">More about <a href="/topics/{slug(story.place)}">{story.place}</a></p>"""
    return _frame(base, _path(story), story.headline, main, '<meta property="og:type" content="article">')
